package dev.baton.runtime.clock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a service is going to do next, told to whoever governs market time.
 *
 * @param nextSlot its oldest slot that is not done
 * @param wakeAt when it will begin that slot
 * @param holdAt what market time must not pass before that slot is done; {@link Instant#MAX} if it need not wait
 */
public record SlotPlan(Instant nextSlot, Instant wakeAt, Instant holdAt) {

  public SlotPlan {
    requireNonNull(nextSlot, "nextSlot is null");
    requireNonNull(wakeAt, "wakeAt is null");
    requireNonNull(holdAt, "holdAt is null");
  }
}
