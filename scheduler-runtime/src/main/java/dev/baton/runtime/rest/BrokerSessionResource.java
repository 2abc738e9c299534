package dev.baton.runtime.rest;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.broker.BrokerSessions;
import dev.baton.runtime.broker.SessionStatus;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The day's login. It may be sent to either service: both use the same session (ADR 26). */
@Path("/api/broker/session")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BrokerSessionResource {

  /**
   * The body of a login.
   *
   * @param authCode the auth code that the broker's login page gave
   */
  public record Login(String authCode) {}

  private final BrokerSessions sessions;

  BrokerSessionResource(BrokerSessions sessions) {
    this.sessions = sessions;
  }

  @GET
  @Operation(summary = "Whether there is a session, and when it expires")
  public SessionStatus status() {
    return sessions.status();
  }

  @POST
  @Operation(summary = "Opens the day's session with an auth code, which is good for one login")
  public SessionStatus login(Login login) throws InterruptedException {
    if (login == null || login.authCode() == null || login.authCode().isBlank()) {
      throw Problems.bad("auth_code is missing; expected {\"auth_code\": \"...\"}");
    }
    try {
      return sessions.login(login.authCode().strip());
    } catch (IllegalStateException e) {
      throw Problems.conflict(e.getMessage());
    } catch (CandleSourceException e) {
      throw e.failure() instanceof CandleFailure.Rejected
          ? Problems.bad(e.getMessage())
          : Problems.badGateway(e.getMessage());
    }
  }
}
