package dev.baton.optimized.comparison;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.figures.DayFigures;
import dev.baton.runtime.figures.Figures;
import dev.baton.runtime.settings.SchedulerSettings;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Broker calls: expected, made, and what the migration guide had hoped for. */
@Path("/api/scheduler/api-calls")
public class CallsResource {

  /** The legacy half. */
  public record Legacy(Map<String, CallEstimate.LegacyJob> breakdown, long totalCallsPerDay) {}

  /** The optimized half; the rate is measured, and empty before the first lookup. */
  public record Optimized(
      Map<String, CallEstimate.UnifiedJob> breakdown,
      long totalCallsPerDay,
      Optional<String> cacheHitRate) {}

  /** What the estimate saves. */
  public record Savings(long callsSavedPerDay, double reductionPercent) {}

  /** Calls that were really made on the market date, from the ledger. */
  public record Made(LocalDate date, long oldScheduler, long optimizedScheduler) {}

  /** Everything about calls. */
  public record Estimate(
      Legacy oldScheduler,
      Optimized optimizedScheduler,
      Savings savings,
      Made madeToday,
      List<GuideFigures.Reference> guide,
      Instant timestamp) {}

  private final Figures figures;
  private final SchedulerSettings settings;
  private final ReloadableCalendar calendar;
  private final SlotClock clock;

  CallsResource(
      Figures figures, SchedulerSettings settings, ReloadableCalendar calendar, SlotClock clock) {
    this.figures = figures;
    this.settings = settings;
    this.calendar = calendar;
    this.clock = clock;
  }

  @GET
  @Path("/estimate")
  @Operation(summary = "Calls of a session by schedule and measured hit rate, calls made today, and the guide's figures")
  public Uni<Estimate> estimate() {
    Instant now = clock.now();
    LocalDate today = MarketTime.date(now);
    return figures
        .hitRates(Generation.OPTIMIZED)
        .flatMap(
            rates ->
                figures
                    .day(Generation.LEGACY, today)
                    .flatMap(
                        old ->
                            figures
                                .day(Generation.OPTIMIZED, today)
                                .map(fresh -> estimate(now, rates, old, fresh))));
  }

  private Estimate estimate(
      Instant now, Map<String, Double> rates, DayFigures old, DayFigures fresh) {
    LocalDate today = MarketTime.date(now);
    CallEstimate estimate = new CallEstimate(calendar, session(today));
    Map<String, CallEstimate.LegacyJob> legacy =
        estimate.legacy(SchedulerSettings.defaults(Generation.LEGACY));
    Map<String, CallEstimate.UnifiedJob> optimized = estimate.optimized(settings, rates);
    long before =
        legacy.values().stream().mapToLong(CallEstimate.LegacyJob::callsPerDay).sum();
    long after =
        optimized.values().stream().mapToLong(CallEstimate.UnifiedJob::callsPerDay).sum();
    return new Estimate(
        new Legacy(legacy, before),
        new Optimized(
            optimized,
            after,
            fresh.lookups() == 0 ? Optional.empty() : Optional.of(percent(fresh.hitRate()))),
        new Savings(before - after, before == 0 ? 0 : 100.0 * (before - after) / before),
        new Made(today, old.calls(), fresh.calls()),
        GuideFigures.of(old, fresh, dayIsOver(now)),
        now);
  }

  private LocalDate session(LocalDate date) {
    return calendar.get().isSession(date) ? date : calendar.get().previousDate(date);
  }

  /** Whether no slot of the market date is to come. */
  private boolean dayIsOver(Instant now) {
    LocalDate today = MarketTime.date(now);
    return settings.schedules(calendar).values().stream()
        .allMatch(
            schedule ->
                schedule.next(now).filter(slot -> MarketTime.date(slot).equals(today)).isEmpty());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
