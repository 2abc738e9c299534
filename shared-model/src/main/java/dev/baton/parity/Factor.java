package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import java.util.Optional;

/**
 * One thing in which the inputs, or the code, of two generations differ.
 *
 * @param cause what it would be the cause of
 * @param at the side that departs from the calendar; empty where neither can be told to
 * @param evidence what differs, for the operator
 * @param flips whether exchanging this alone changes the result; empty where it was not tried
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
