package dev.baton.optimized.comparison;

import dev.baton.runtime.rest.GenerationStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The legacy scheduler, which may be down: then the answer says so, at once while the breaker is open. */
@ApplicationScoped
class LegacyPeer {

  private final Guarded guarded;

  LegacyPeer(Guarded guarded) {
    this.guarded = guarded;
  }

  Uni<GenerationStatus> status() {
    return guarded
        .status()
        .onFailure()
        .recoverWithItem(
            e ->
                GenerationStatus.unreachable(
                    "the legacy scheduler does not answer: " + e.getClass().getSimpleName()));
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
