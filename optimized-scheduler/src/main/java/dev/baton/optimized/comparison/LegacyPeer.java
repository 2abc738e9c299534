package dev.baton.optimized.comparison;

import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.settings.BatonConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the legacy scheduler for its status. If it is down, the answer says so; while the breaker is open, at once. */
@ApplicationScoped
class LegacyPeer {

  private final LegacyApi api;
  private final URI url;

  LegacyPeer(@RestClient LegacyApi api, BatonConfig config) {
    this.api = api;
    this.url = config.legacyUrl();
  }

  Uni<GenerationStatus> status() {
    return api.status()
        .onFailure()
        .recoverWithItem(e -> GenerationStatus.unreachable(reason(url, e)));
  }

  /** Returns why there is no status, for the operator. */
  static String reason(URI url, Throwable failure) {
    return "the legacy scheduler at %s %s"
        .formatted(
            url,
            switch (failure) {
              case CircuitBreakerOpenException _ ->
                  "did not answer the last questions; it is asked again in a few seconds";
              case TimeoutException _ -> "did not answer in time";
              case WebApplicationException e ->
                  "answered HTTP " + e.getResponse().getStatus() + " instead of its status";
              default -> "does not answer: " + failure.getMessage();
            });
  }
}
