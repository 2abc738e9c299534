package dev.baton.legacy.status;

import dev.baton.category.Generation;
import dev.baton.runtime.figures.Figures;
import dev.baton.runtime.figures.RunStats;
import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.rest.GenerationStatusSource;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the legacy scheduler does and has done. */
@Path("/api/scheduler")
public class StatusResource {

  private final GenerationStatusSource status;
  private final Figures figures;

  StatusResource(GenerationStatusSource status, Figures figures) {
    this.status = status;
    this.figures = figures;
  }

  @GET
  @Path("/status")
  @Blocking
  @Operation(summary = "Whether the legacy scheduler runs, its jobs and when each runs next")
  public GenerationStatus status() {
    return status.now();
  }

  @GET
  @Path("/stats")
  @Operation(summary = "Runs of each category: how many, how long, how many with errors")
  public Uni<Map<String, RunStats>> stats() {
    return figures.runs(Generation.LEGACY);
  }
}
