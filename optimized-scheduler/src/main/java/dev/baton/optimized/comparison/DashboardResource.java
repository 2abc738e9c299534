package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.figures.Figures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a dashboard shows of the optimized generation. */
@Path("/api/dashboard")
public class DashboardResource {

  /**
   * The four figures of the dashboard, of the market date.
   *
   * @param cacheHitRate hits over lookups, 0 to 1
   * @param avgExecutionTime of a scan, seconds, real time
   */
  public record Metrics(
      double cacheHitRate,
      long apiCallsToday,
      double avgExecutionTime,
      long signalsGeneratedToday,
      LocalDate date) {}

  private final Figures figures;
  private final SlotClock clock;

  DashboardResource(Figures figures, SlotClock clock) {
    this.figures = figures;
    this.clock = clock;
  }

  @GET
  @Path("/scheduler-metrics")
  @Operation(summary = "Hit rate, calls, scan time in seconds and signals of the optimized scheduler today")
  public Uni<Metrics> metrics() {
    LocalDate today = MarketTime.date(clock.now());
    return figures
        .day(Generation.OPTIMIZED, today)
        .map(
            day ->
                new Metrics(day.hitRate(), day.calls(), day.avgScanTime(), day.signals(), today));
  }
}
