package dev.baton.optimized.comparison;

import dev.baton.category.Generation;
import dev.baton.evidence.DayFigures;
import dev.baton.evidence.FiguresReader;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Figures of the optimized generation for a dashboard. */
@Path("/api/dashboard")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
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

  private final FiguresReader figures;
  private final SlotClock clock;

  DashboardResource(FiguresReader figures, SlotClock clock) {
    this.figures = figures;
    this.clock = clock;
  }

  @GET
  @Path("/scheduler-metrics")
  @Operation(
      summary =
          "Hit rate, calls, scan time in seconds and signals of the optimized scheduler today")
  public Metrics metrics() {
    LocalDate today = MarketTime.date(clock.now());
    DayFigures day = figures.day(Generation.OPTIMIZED, today, MarketTime.startOf(today));
    return new Metrics(
        day.lookups().hitRate().orElse(0.0), day.calls(), day.avgScanTime(), day.signals(), today);
  }
}
