package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a participant is going to do next.
 *
 * @param nextSlot its oldest slot that is not done; {@link Instant#MAX} if it has none
 * @param wakeAt when it begins that slot; {@link Instant#MAX} if it never does
 * @param holdAt market time stays before it until that slot is done; {@link Instant#MAX} if it need not
 */
public record ClockPlan(Instant nextSlot, Instant wakeAt, Instant holdAt) {

  public ClockPlan {
    requireNonNull(nextSlot, "nextSlot is null");
    requireNonNull(wakeAt, "wakeAt is null");
    requireNonNull(holdAt, "holdAt is null");
  }
}
