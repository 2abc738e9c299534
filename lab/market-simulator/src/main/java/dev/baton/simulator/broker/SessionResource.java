package dev.baton.simulator.broker;

import dev.baton.market.MarketTime;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.settings.SimulatorConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The lab's login page: the auth code that a person brings from the broker's. */
@Path("/sim/session")
@RunOnVirtualThread
@Tag(name = "session")
public class SessionResource {

  private final BrokerSessions sessions;
  private final SimulatedClock clock;
  private final SimulatorConfig config;

  SessionResource(BrokerSessions sessions, SimulatedClock clock, SimulatorConfig config) {
    this.sessions = sessions;
    this.clock = clock;
    this.config = config;
  }

  /** An unused auth code of the market day. */
  public record SessionBody(LocalDate date, String clientId, String appKey, String authCode) {}

  /** A code of the caller's own. */
  public record OfferBody(String authCode) {}

  @GET
  @Operation(summary = "An unused auth code of the market day")
  public SessionBody get() {
    Instant now = clock.now();
    return body(sessions.authCode(now), now);
  }

  @POST
  @Operation(summary = "Make a code of your own valid for one login today")
  public SessionBody offer(OfferBody offer) {
    Instant now = clock.now();
    try {
      String code = offer == null || offer.authCode() == null ? "" : offer.authCode();
      sessions.offer(code, now);
      return body(code, now);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage(), e);
    }
  }

  private SessionBody body(String code, Instant now) {
    return new SessionBody(MarketTime.date(now), config.clientId(), config.appKey(), code);
  }
}
