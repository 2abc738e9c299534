package dev.baton.runtime.clock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The clock of the market simulator, as a participant calls it. Each method throws an {@link IOException} if the market does not
 * answer, or refuses, and an {@link InterruptedException} if the thread was interrupted meanwhile; the request has ended then.
 */
interface SimulatedClockApi {

  /**
   * A reading of the market's clock.
   *
   * @param state {@code frozen}, {@code running}, {@code holding} or {@code finished}
   * @param holdsAt market time at which it pauses, as things are; empty if nothing pauses it
   * @param speed a number, or {@code max}
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  record Reading(
      OffsetDateTime now, String state, Optional<OffsetDateTime> holdsAt, String speed) {}

  /** What a participant announces; see {@link SlotPlan}. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @RegisterForReflection
  record Plan(OffsetDateTime nextSlot, OffsetDateTime wakeAt, OffsetDateTime holdAt) {}

  /** A moment that a participant waits for inside a slot. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @RegisterForReflection
  record Await(String participant, OffsetDateTime until) {}

  /**
   * Sends a participant's plan.
   *
   * @param longest how long the market may delay its answer until the plan's {@code wakeAt}
   */
  Reading plan(String participant, Duration longest, Plan plan)
      throws IOException, InterruptedException;

  /**
   * Waits inside a slot.
   *
   * @param longest how long the market may delay its answer until that moment
   */
  Reading await(Duration longest, Await await) throws IOException, InterruptedException;
}
