package dev.baton.optimized.comparison;

import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.settings.BatonConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the legacy scheduler for its status. If it is down, the answer says so; while the breaker is open, at once. */
@ApplicationScoped
class LegacyPeer {

  private final Guarded guarded;
  private final URI url;

  LegacyPeer(Guarded guarded, BatonConfig config) {
    this.guarded = guarded;
    this.url = config.legacyUrl();
  }

  Uni<GenerationStatus> status() {
    return guarded
        .status()
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

  @ApplicationScoped
  static class Guarded {

    private final LegacyApi api;

    Guarded(@RestClient LegacyApi api) {
      this.api = api;
    }

    @Timeout(value = 2, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
        requestVolumeThreshold = 4,
        failureRatio = 0.75,
        delay = 5,
        delayUnit = ChronoUnit.SECONDS)
    Uni<GenerationStatus> status() {
      return api.status();
    }
  }
}
