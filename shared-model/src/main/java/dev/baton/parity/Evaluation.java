package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The result of evaluating a bar in a slot, or in several successive slots with the same result: a daily bar is evaluated many
 * times a day.
 *
 * @param slot the first of these slots
 * @param lastSlot the last of these slots; equal to the first if there is only one
 * @param outcome how the evaluation ended
 * @param detail for the operator, as in {@link SymbolResult}
 * @param input the fingerprint of the window; empty if there was none
 * @param found the signals that strategies gave, published or not
 * @param rules version of the rules in force, the text of {@code RulesVersion}; empty if it is not known
 * @param lacking number of bars that the window lacks without an explanation (ADR 39)
 */
public record Evaluation(
    BarKey bar,
    Instant slot,
    Instant lastSlot,
    SymbolResult.Outcome outcome,
    String detail,
    Optional<Fingerprint> input,
    Set<StrategySide> found,
    String rules,
    int lacking) {

  /** An evaluation of a window that lacks nothing. */
  public Evaluation(
      BarKey bar,
      Instant slot,
      Instant lastSlot,
      SymbolResult.Outcome outcome,
      String detail,
      Optional<Fingerprint> input,
      Set<StrategySide> found,
      String rules) {
    this(bar, slot, lastSlot, outcome, detail, input, found, rules, 0);
  }

  /**
   * @throws IllegalArgumentException if the last slot is before the first
   */
  public Evaluation {
    requireNonNull(bar, "bar is null");
    requireNonNull(slot, "slot is null");
    requireNonNull(lastSlot, "lastSlot is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(detail, "detail is null");
    requireNonNull(input, "input is null");
    requireNonNull(rules, "rules is null");
    found = Set.copyOf(found);
    if (lastSlot.isBefore(slot)) {
      throw new IllegalArgumentException("last slot " + lastSlot + " is before " + slot);
    }
  }

  /** Whether strategies saw the bar. */
  public boolean evaluated() {
    return outcome == SymbolResult.Outcome.EVALUATED;
  }

  /** Whether that slot is one of those with this result. */
  boolean covers(Instant at) {
    return !slot.isAfter(at) && !lastSlot.isBefore(at);
  }

  /** Whether the other evaluation is of the same bar and has the same result. */
  boolean sameResultAs(Evaluation other) {
    return bar.equals(other.bar)
        && outcome == other.outcome
        && detail.equals(other.detail)
        && input.equals(other.input)
        && found.equals(other.found)
        && rules.equals(other.rules)
        && lacking == other.lacking;
  }

  /** The same result up to that slot. */
  Evaluation through(Instant newer) {
    return new Evaluation(bar, slot, newer, outcome, detail, input, found, rules, lacking);
  }
}
