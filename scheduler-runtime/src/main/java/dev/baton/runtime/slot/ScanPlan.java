package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.category.ScanJob;
import dev.baton.category.SlotSchedule;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.calendar.TradingCalendar;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A generation's way to turn the categories of one slot time into scans. */
public interface ScanPlan {

  /**
   * @param name for the log and the reports: the jobs that are due, joined by {@code +}
   * @param categories what one scan scans at once
   */
  record Part(String name, Set<Category> categories) {}

  /** Parts that cover these categories, each exactly once. Parts run side by side. */
  List<Part> parts(Instant slot, Collection<Category> categories);

  /** One scan for each job, as the legacy scheduler does. */
  static ScanPlan oneForEachJob(SchedulerSettings settings) {
    return (_, categories) ->
        settings.jobs().stream()
            .filter(job -> categories.containsAll(job.categories()))
            .map(job -> new Part(job.id(), EnumSet.copyOf(job.categories())))
            .toList();
  }

  /** One scan for everything: jobs that are due at the same time are merged, never dropped. */
  static ScanPlan unified(SchedulerSettings settings, Supplier<TradingCalendar> calendar) {
    return (slot, categories) -> {
      String names =
          settings.jobs().stream()
              .filter(job -> due(job, slot, calendar))
              .map(ScanJob::id)
              .collect(Collectors.joining("+"));
      return List.of(new Part(names, EnumSet.copyOf(categories)));
    };
  }

  private static boolean due(ScanJob job, Instant slot, Supplier<TradingCalendar> calendar) {
    return job.categories().stream()
        .anyMatch(
            category ->
                new SlotSchedule(category, job.crons(), calendar)
                    .next(slot.minusNanos(1))
                    .filter(slot::equals)
                    .isPresent());
  }
}
