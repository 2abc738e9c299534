package dev.baton.simulator.clock;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Market time over REST. */
@Path("/sim/clock")
@RunOnVirtualThread
@Tag(name = "clock")
public class ClockResource {

  private static final long LONGEST_WAIT_MS = 30_000;

  private final SimulatedClock clock;

  ClockResource(SimulatedClock clock) {
    this.clock = clock;
  }

  /** A wait inside a slot. */
  public record AwaitBody(String participant, Instant until) {}

  /** The participants that the start waits for. */
  public record StartBody(List<String> participants) {}

  /**
   * @param holdsAt the last moment before the next pause
   * @param speed {@code "max"} or a number
   * @param tickerSeconds real seconds within which a participant should be heard of again
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ClockBody(
      Instant now,
      ClockReading.State state,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Instant holdsAt,
      Object speed,
      double tickerSeconds,
      Optional<List<ClockReading.Participant>> participants) {}

  @GET
  @Operation(summary = "Market time, what the clock does, and the services that govern it")
  public ClockBody get() {
    return body(clock.read(), true);
  }

  @PUT
  @Path("/participants/{name}")
  @Operation(summary = "Register a plan and wait until market time reaches its wake-up")
  public ClockBody plan(
      String name, @QueryParam("wait_ms") @DefaultValue("0") long waitMs, ClockPlan plan)
      throws InterruptedException {
    if (plan == null) {
      throw new BadRequestException("the body is missing: next_slot, wake_at, hold_at");
    }
    return body(clock.plan(name, plan, patience(waitMs)), false);
  }

  @DELETE
  @Path("/participants/{name}")
  @Operation(summary = "Leave: the participant no longer governs the clock")
  public ClockBody leave(String name) {
    return body(clock.leave(name), true);
  }

  @POST
  @Path("/await")
  @Operation(summary = "Wait inside a slot")
  public ClockBody await(@QueryParam("wait_ms") @DefaultValue("0") long waitMs, AwaitBody await)
      throws InterruptedException {
    if (await == null || await.participant() == null || await.until() == null) {
      throw new BadRequestException("participant and until are needed");
    }
    return body(clock.awaitInSlot(await.participant(), await.until(), patience(waitMs)), true);
  }

  @POST
  @Path("/start")
  @Operation(summary = "Run as soon as each of these participants has registered")
  public ClockBody start(StartBody start) {
    List<String> names =
        start == null || start.participants() == null ? List.of() : start.participants();
    return body(clock.start(Set.copyOf(names)), true);
  }

  private ClockBody body(ClockReading reading, boolean withParticipants) {
    Object speed =
        switch (clock.speed()) {
          case Speed.Max max -> max.toString();
          case Speed.Times(double factor, _) -> factor;
        };
    return new ClockBody(
        reading.now(),
        reading.state(),
        reading.pausesAt(),
        speed,
        clock.heartbeat().toMillis() / 1000.0,
        withParticipants ? Optional.of(reading.participants()) : Optional.empty());
  }

  private static Duration patience(long waitMs) {
    if (waitMs < 0 || waitMs > LONGEST_WAIT_MS) {
      throw new BadRequestException("wait_ms " + waitMs + " is out of 0 to " + LONGEST_WAIT_MS);
    }
    return Duration.ofMillis(waitMs);
  }
}
