package dev.baton.runtime.clock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a service does next, announced to the simulator of the market, which governs market time.
 *
 * @param nextSlot the service's oldest slot that is not done
 * @param wakeAt when the service begins that slot
 * @param pauseAt market time pauses there until that slot is done; {@link Instant#MAX} if it need not pause
 */
public record SlotPlan(Instant nextSlot, Instant wakeAt, Instant pauseAt) {

  public SlotPlan {
    requireNonNull(nextSlot, "nextSlot is null");
    requireNonNull(wakeAt, "wakeAt is null");
    requireNonNull(pauseAt, "pauseAt is null");
  }
}
