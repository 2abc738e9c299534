package dev.baton.optimized.comparison;

import dev.baton.runtime.rest.GenerationStatus;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The legacy scheduler's REST API, as far as it is used. */
@RegisterRestClient(configKey = "legacy")
@Path("/api/scheduler")
interface LegacyApi {

  @GET
  @Path("/status")
  Uni<GenerationStatus> status();
}
