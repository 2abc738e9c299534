package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What a participant does next, in market time. A moment that is null or {@link Instant#MAX} never comes.
 *
 * @param nextSlot its oldest slot that is not done
 * @param wakeAt when it begins that slot
 * @param pauseAt the moment that market time does not reach before that slot is done
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClockPlan(
    Instant nextSlot, Instant wakeAt, @JsonProperty("hold_at") Instant pauseAt) {

  public ClockPlan {
    nextSlot = requireNonNullElse(nextSlot, Instant.MAX);
    wakeAt = requireNonNullElse(wakeAt, Instant.MAX);
    pauseAt = requireNonNullElse(pauseAt, Instant.MAX);
  }
}
