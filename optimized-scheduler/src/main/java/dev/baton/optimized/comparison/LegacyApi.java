package dev.baton.optimized.comparison;

import dev.baton.runtime.rest.GenerationStatus;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The legacy scheduler's REST API, as far as it is used. */
@RegisterRestClient(configKey = "legacy")
@Path("/api/scheduler")
interface LegacyApi {

  @GET
  @Path("/status")
  @Timeout(value = 2, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = 4,
      failureRatio = 0.75,
      delay = 5,
      delayUnit = ChronoUnit.SECONDS)
  Uni<GenerationStatus> status();
}
