package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.evidence.FiguresReader;
import dev.baton.evidence.Improvement;
import dev.baton.evidence.RunStats;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.rest.GenerationStatusSource;
import dev.baton.runtime.rest.Reads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Both generations side by side. */
@Path("/api/scheduler")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ComparisonResource {

  /** Both generations' status. */
  public record Status(GenerationStatus oldScheduler, GenerationStatus optimizedScheduler) {}

  /** Both generations' runs by category, and the improvements in slots that both did. */
  public record Comparison(
      Map<String, RunStats> oldSchedulerStats,
      Map<String, RunStats> optimizedSchedulerStats,
      Map<String, Improvement> improvements,
      Instant timestamp) {}

  private final Reads reads;
  private final GenerationStatusSource status;
  private final LegacyPeer legacy;
  private final FiguresReader figures;
  private final SlotClock clock;

  ComparisonResource(
      Reads reads,
      GenerationStatusSource status,
      LegacyPeer legacy,
      FiguresReader figures,
      SlotClock clock) {
    this.reads = reads;
    this.status = status;
    this.legacy = legacy;
    this.figures = figures;
    this.clock = clock;
  }

  @GET
  @Path("/status")
  @Operation(summary = "Both generations: whether they run, their jobs and when each runs next")
  public Uni<Status> status() {
    GenerationStatus own = status.now();
    return legacy.status().map(old -> new Status(old, own));
  }

  @GET
  @Path("/stats/comparison")
  @Operation(
      summary = "Runs of both generations by category; improvements over the slots that both did")
  public Uni<Comparison> comparison() {
    return reads.expensive(
        () ->
            new Comparison(
                figures.runs(Generation.LEGACY),
                figures.runs(Generation.OPTIMIZED),
                figures.improvements(),
                clock.now()));
  }
}
