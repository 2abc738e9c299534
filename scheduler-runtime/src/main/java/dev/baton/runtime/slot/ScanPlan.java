package dev.baton.runtime.slot;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.ScanJob;
import dev.baton.category.SlotSchedule;
import dev.baton.market.MarketTime;
import dev.baton.runtime.settings.SchedulerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A generation's way to turn the categories of one slot time into scans (ADR 12). */
public interface ScanPlan {

  /**
   * @param name for the log and the reports: the jobs that are due, joined by {@code +}
   * @param categories what one scan scans at once
   * @param limit the longest it may take, repetitions included, real time: the longest of those jobs
   */
  record Part(String name, Set<Category> categories, Duration limit) {}

  /** Parts that cover these categories, each exactly once. Parts run side by side. */
  List<Part> parts(Instant slot, Collection<Category> categories);

  /** One scan for each job, as the legacy scheduler does. */
  static ScanPlan oneForEachJob(SchedulerSettings settings) {
    return (_, categories) ->
        settings.jobs().stream()
            .filter(job -> categories.containsAll(job.categories()))
            .map(job -> new Part(job.id(), EnumSet.copyOf(job.categories()), job.timeout()))
            .toList();
  }

  /** One scan for everything: jobs that are due at the same time are merged, never dropped. */
  static ScanPlan unified(SchedulerSettings settings, Supplier<TradingCalendar> calendar) {
    record Timed(ScanJob job, List<SlotSchedule> schedules) {
      boolean due(Instant slot) {
        return schedules.stream()
            .anyMatch(schedule -> schedule.slots(MarketTime.date(slot)).contains(slot));
      }
    }
    List<Timed> jobs =
        settings.jobs().stream()
            .map(
                job ->
                    new Timed(
                        job,
                        job.categories().stream()
                            .map(category -> new SlotSchedule(category, job.crons(), calendar))
                            .toList()))
            .toList();
    return (slot, categories) -> {
      List<ScanJob> due = jobs.stream().filter(timed -> timed.due(slot)).map(Timed::job).toList();
      // A calendar that was reloaded meanwhile may no longer have the slot: what was due is scanned
      // all the same.
      List<ScanJob> merged = due.isEmpty() ? settings.jobs() : due;
      return List.of(
          new Part(
              merged.stream().map(ScanJob::id).collect(Collectors.joining("+")),
              EnumSet.copyOf(categories),
              merged.stream().map(ScanJob::timeout).max(Duration::compareTo).orElseThrow()));
    };
  }
}
