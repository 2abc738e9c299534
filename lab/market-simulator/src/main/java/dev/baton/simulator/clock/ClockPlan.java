package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a participant does next, in market time.
 *
 * @param nextSlot its oldest slot that is not done; {@link Instant#MAX} if it has none
 * @param wakeAt when it begins that slot; {@link Instant#MAX} if it never does
 * @param pauseAt the moment that market time does not reach before that slot is done; {@link Instant#MAX} if there is none
 */
public record ClockPlan(Instant nextSlot, Instant wakeAt, Instant pauseAt) {

  public ClockPlan {
    requireNonNull(nextSlot, "nextSlot is null");
    requireNonNull(wakeAt, "wakeAt is null");
    requireNonNull(pauseAt, "pauseAt is null");
  }
}
