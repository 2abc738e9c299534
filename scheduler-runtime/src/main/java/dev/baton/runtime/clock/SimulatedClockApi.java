package dev.baton.runtime.clock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The clock of the market simulator, as a participant calls it. */
@Path("/sim/clock")
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
  record Reading(
      OffsetDateTime now, String state, Optional<OffsetDateTime> holdsAt, String speed) {}

  /** What a participant announces; see {@link SlotPlan}. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Plan(OffsetDateTime nextSlot, OffsetDateTime wakeAt, OffsetDateTime holdAt) {}

  /** A moment that a participant waits for inside a slot. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Await(String participant, OffsetDateTime until) {}

  @PUT
  @Path("/participants/{name}")
  Reading plan(@PathParam("name") String name, @QueryParam("wait_ms") long waitMs, Plan plan);

  @POST
  @Path("/await")
  Reading await(@QueryParam("wait_ms") long waitMs, Await await);
}
