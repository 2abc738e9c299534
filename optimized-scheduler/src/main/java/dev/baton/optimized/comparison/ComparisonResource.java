package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.figures.Figures;
import dev.baton.runtime.figures.Improvement;
import dev.baton.runtime.figures.RunStats;
import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.rest.GenerationStatusSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Both generations side by side. */
@Path("/api/scheduler")
public class ComparisonResource {

  /** Both generations' status. */
  public record Status(GenerationStatus oldScheduler, GenerationStatus optimizedScheduler) {}

  /** Both generations' runs by category, and what the paired ones of them gained. */
  public record Comparison(
      Map<String, RunStats> oldSchedulerStats,
      Map<String, RunStats> optimizedSchedulerStats,
      Map<String, Improvement> improvements,
      Instant timestamp) {}

  private final GenerationStatusSource status;
  private final LegacyPeer legacy;
  private final Figures figures;
  private final SlotClock clock;

  ComparisonResource(
      GenerationStatusSource status, LegacyPeer legacy, Figures figures, SlotClock clock) {
    this.status = status;
    this.legacy = legacy;
    this.figures = figures;
    this.clock = clock;
  }

  @GET
  @Path("/status")
  @Operation(summary = "Both generations: whether they run, their jobs and when each runs next")
  public Uni<Status> status() {
    return legacy.status().map(old -> new Status(old, status.now()));
  }

  @GET
  @Path("/stats/comparison")
  @Operation(summary = "Runs of both generations by category; improvements over the slots that both did")
  public Uni<Comparison> comparison() {
    return figures
        .runs(Generation.LEGACY)
        .flatMap(
            old ->
                figures
                    .runs(Generation.OPTIMIZED)
                    .flatMap(
                        now ->
                            figures
                                .improvements()
                                .map(gains -> new Comparison(old, now, gains, clock.now()))));
  }
}
