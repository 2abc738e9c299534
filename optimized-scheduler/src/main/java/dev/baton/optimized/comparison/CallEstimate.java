package dev.baton.optimized.comparison;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.evidence.SlotLookups;
import dev.baton.market.MarketTime;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.Lookups;
import dev.baton.slot.Timetable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Broker calls of a full session, from the schedules, the universes and the timeframes; plain arithmetic. */
final class CallEstimate {

  /** Timeframes that the legacy generation fetches for each symbol on each run: 1D, 1H, 5m. */
  private static final int LEGACY_TIMEFRAMES = 3;

  /** A legacy job. */
  public record LegacyJob(int symbols, int runsPerDay, int timeframes, long callsPerDay) {}

  /**
   * An optimized job. Jobs that are due at once are merged; a category's slot then counts for the first of them.
   *
   * @param lookupsPerDay candle needs
   * @param cacheHitRate measured at the job's own times of day, 0 to 1
   */
  public record UnifiedJob(
      int symbols, int runsPerDay, long lookupsPerDay, double cacheHitRate, long callsPerDay) {}

  private final Supplier<TradingCalendar> calendar;
  private final LocalDate date;

  CallEstimate(Supplier<TradingCalendar> calendar, LocalDate date) {
    this.calendar = calendar;
    this.date = date;
  }

  Map<String, LegacyJob> legacy(SchedulerSettings settings) {
    Map<String, LegacyJob> jobs = new LinkedHashMap<>();
    for (ScanJob job : settings.jobs()) {
      for (Category category : job.categories()) {
        int symbols = settings.symbols(category).size();
        int runs = slots(settings.generation(), category, job).size();
        jobs.put(
            category.label(),
            new LegacyJob(
                symbols, runs, LEGACY_TIMEFRAMES, (long) symbols * runs * LEGACY_TIMEFRAMES));
      }
    }
    return jobs;
  }

  /**
   * Returns the expected calls of each job, by its id.
   *
   * @param measured the lookups of the slots so far; a category without any counts as never hit
   */
  Map<String, UnifiedJob> optimized(SchedulerSettings settings, SlotLookups measured) {
    Map<String, UnifiedJob> jobs = new LinkedHashMap<>();
    Map<Category, Set<Instant>> counted = new LinkedHashMap<>();
    for (ScanJob job : settings.jobs()) {
      Set<Instant> runs = new LinkedHashSet<>();
      Set<Object> symbols = new LinkedHashSet<>();
      double lookups = 0;
      double hits = 0;
      for (Category category : job.categories()) {
        symbols.addAll(settings.symbols(category));
        Set<Instant> done = counted.computeIfAbsent(category, _ -> new LinkedHashSet<>());
        for (Instant slot : slots(settings.generation(), category, job)) {
          runs.add(slot);
          if (done.add(slot)) {
            double needs = settings.symbols(category).size() * (double) category.lookups().size();
            lookups += needs;
            hits +=
                needs * measured.hitRate(category.label(), MarketTime.local(slot).toLocalTime());
          }
        }
      }
      jobs.put(
          job.id(),
          new UnifiedJob(
              symbols.size(),
              runs.size(),
              Math.round(lookups),
              Lookups.hitRate(hits, lookups).orElse(0.0),
              Math.round(lookups - hits)));
    }
    return jobs;
  }

  private List<Instant> slots(Generation generation, Category category, ScanJob job) {
    return Timetable.defaults(calendar)
        .with(generation, List.of(job))
        .due(generation, category, date)
        .complete();
  }
}
