package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.runtime.figures.Figures;
import dev.baton.runtime.figures.Improvement;
import dev.baton.runtime.figures.RunStats;
import dev.baton.runtime.rest.GenerationStatus;
import dev.baton.runtime.rest.GenerationStatusSource;
import dev.baton.runtime.rest.MarketNow;
import io.smallrye.common.annotation.Blocking;
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
  private final MarketNow now;

  ComparisonResource(
      GenerationStatusSource status, LegacyPeer legacy, Figures figures, MarketNow now) {
    this.status = status;
    this.legacy = legacy;
    this.figures = figures;
    this.now = now;
  }

  @GET
  @Path("/status")
  @Blocking
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
    return figures
        .runs(Generation.LEGACY)
        .flatMap(
            old ->
                figures
                    .runs(Generation.OPTIMIZED)
                    .flatMap(
                        fresh ->
                            figures
                                .improvements()
                                .flatMap(
                                    gains ->
                                        now.read()
                                            .map(at -> new Comparison(old, fresh, gains, at)))));
  }
}
