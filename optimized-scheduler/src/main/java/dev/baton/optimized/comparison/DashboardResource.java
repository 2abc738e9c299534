package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.runtime.figures.Figures;
import dev.baton.runtime.rest.MarketNow;
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
   * @param cacheHitRate 0 to 1; 0 without a lookup
   * @param avgExecutionTime of a scan, seconds, real time
   */
  public record Metrics(
      double cacheHitRate,
      long apiCallsToday,
      double avgExecutionTime,
      long signalsGeneratedToday,
      LocalDate date) {}

  private final Figures figures;
  private final MarketNow now;

  DashboardResource(Figures figures, MarketNow now) {
    this.figures = figures;
    this.now = now;
  }

  @GET
  @Path("/scheduler-metrics")
  @Operation(
      summary =
          "Hit rate, calls, scan time in seconds and signals of the optimized scheduler today")
  public Uni<Metrics> metrics() {
    return now.read().map(MarketTime::date).flatMap(this::metrics);
  }

  private Uni<Metrics> metrics(LocalDate today) {
    return figures
        .day(Generation.OPTIMIZED, today, MarketTime.startOf(today))
        .map(
            day ->
                new Metrics(
                    day.lookups().hitRate().orElse(0.0),
                    day.calls(),
                    day.avgScanTime(),
                    day.signals(),
                    today));
  }
}
