package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Puts into the envelope of the real API what no endpoint of it answered: an unknown path, a wrong method, a header that cannot
 * be read. Clients of the broker and of Telegram cannot read the platform's problem bodies. The simulator's own endpoints keep
 * them.
 */
public class UnknownPaths {

  private final Broker broker;

  UnknownPaths(Broker broker) {
    this.broker = broker;
  }

  @ServerResponseFilter
  void envelope(
      ContainerRequestContext request, ContainerResponseContext response, HttpServerRequest http) {
    // An endpoint of the broker answers in bytes or in pieces.
    if (response.getStatus() < 400 || !isProblem(response.getMediaType())) {
      return;
    }
    body("/" + request.getUriInfo().getPath(), response.getStatus(), http)
        .ifPresent(body -> response.setEntity(body, null, MediaType.APPLICATION_JSON_TYPE));
  }

  private Optional<byte[]> body(String path, int status, HttpServerRequest http) {
    if (path.matches("/+v1(/.*)?")) {
      return Optional.of(broker.unknown(BrokerResource.caller(http), status).body());
    }
    if (path.matches("/+bot[^/]*(/.*)?")) {
      return Optional.of(
          "{\"ok\":false,\"error_code\":%s,\"description\":\"%s\"}"
              .formatted(status, Response.Status.fromStatusCode(status).getReasonPhrase())
              .getBytes(UTF_8));
    }
    return Optional.empty();
  }

  private static boolean isProblem(MediaType type) {
    return type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
  }
}
