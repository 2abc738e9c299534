package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a signal differs.
 *
 * @param cause the one cause
 * @param at the generation in which to look for it; empty if the evidence does not say
 * @param evidence a sentence for the operator
 * @param factors all differences of the inputs; empty if the inputs did not decide
 */
public record Diagnosis(
    Cause cause, Optional<Generation> at, String evidence, List<Factor> factors) {

  /**
   * One kind of difference between the inputs of two generations.
   *
   * @param at the generation that departs from the calendar; empty if the evidence does not say
   * @param evidence what differs, for the operator
   * @param flips whether exchanging this difference alone changes the result; empty if it was not tried
   */
  public record Factor(
      Cause cause, Optional<Generation> at, String evidence, Optional<Boolean> flips) {

    public Factor {
      requireNonNull(cause, "cause is null");
      requireNonNull(at, "at is null");
      requireNonNull(evidence, "evidence is null");
      requireNonNull(flips, "flips is null");
    }
  }

  public Diagnosis {
    requireNonNull(cause, "cause is null");
    requireNonNull(at, "at is null");
    requireNonNull(evidence, "evidence is null");
    factors = List.copyOf(factors);
  }

  Diagnosis(Cause cause, String evidence) {
    this(cause, Optional.empty(), evidence, List.of());
  }

  Diagnosis(Cause cause, Generation at, String evidence) {
    this(cause, Optional.of(at), evidence, List.of());
  }

  static Diagnosis formingBar(Generation at, Instant slot, Instant end) {
    return new Diagnosis(
        Cause.FORMING_BAR,
        at,
        "%s evaluated the bar at slot %s, before it ended at %s"
            .formatted(at.label(), MarketTime.text(slot), MarketTime.text(end)));
  }
}
