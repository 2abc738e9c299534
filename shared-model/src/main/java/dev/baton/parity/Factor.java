package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import java.util.Optional;

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
