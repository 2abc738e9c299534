package dev.baton.legacy.status;

import dev.baton.category.Generation;
import dev.baton.evidence.FiguresReader;
import dev.baton.evidence.RunStats;
import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.rest.GenerationStatusSource;
import dev.baton.runtime.rest.Reads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Status and run statistics of the legacy scheduler. */
@Path("/api/scheduler")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class StatusResource {

  private final Reads reads;
  private final GenerationStatusSource status;
  private final FiguresReader figures;

  StatusResource(Reads reads, GenerationStatusSource status, FiguresReader figures) {
    this.reads = reads;
    this.status = status;
    this.figures = figures;
  }

  @GET
  @Path("/status")
  @Operation(summary = "Whether the legacy scheduler runs, its jobs and when each runs next")
  public GenerationStatus status() {
    return status.now();
  }

  @GET
  @Path("/stats")
  @Operation(summary = "Runs of each category: how many, how long, how many with errors")
  public Uni<Map<String, RunStats>> stats() {
    return reads.expensive(() -> figures.runs(Generation.LEGACY));
  }
}
