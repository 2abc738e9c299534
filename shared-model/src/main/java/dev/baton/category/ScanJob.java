package dev.baton.category;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A scheduled job: these categories, at these times of every session.
 *
 * @param id as in the status API, for example {@code frequent_scan}
 * @param name for people
 * @param crons when it runs, on the days of the trading calendar: five-field cron expressions (minute, hour, day of month, month,
 *     day of week) in Asia/Kolkata, or steps within the session, like {@code session/5m} (ADR 37)
 * @param categories what is scanned, at least one
 * @param timeout the longest a run may take, real time
 */
public record ScanJob(
    String id, String name, List<String> crons, List<Category> categories, Duration timeout) {

  /**
   * @throws IllegalArgumentException if there is no cron expression, no category, or no time
   */
  public ScanJob {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    crons = List.copyOf(crons);
    categories = List.copyOf(categories);
    if (crons.isEmpty() || categories.isEmpty()) {
      throw new IllegalArgumentException("job " + id + " needs a cron expression and a category");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("job " + id + ": timeout " + timeout + " is not positive");
    }
  }
}
