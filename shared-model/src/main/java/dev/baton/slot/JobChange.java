package dev.baton.slot;

import static java.util.Objects.requireNonNull;

import dev.baton.category.ScanJob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a setting changes of a job.
 *
 * @param crons expressions as {@link Timetable#checkCrons} takes them, separated by semicolons
 * @param timeout the longest time of a run, real time
 */
public record JobChange(Optional<String> crons, Optional<Duration> timeout) {

  public JobChange {
    requireNonNull(crons, "crons is null");
    requireNonNull(timeout, "timeout is null");
  }

  /**
   * The expressions of the job with this change.
   *
   * @throws IllegalArgumentException if there is none, or one is not valid
   */
  public List<String> cronsOf(ScanJob job) {
    List<String> all =
        crons
            .map(text -> Arrays.stream(text.split(";")).map(String::strip).toList())
            .orElse(job.crons());
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no cron expression");
    }
    Timetable.checkCrons(all);
    return all;
  }

  /**
   * The job with this change.
   *
   * @throws IllegalArgumentException if an expression or the time is not valid
   */
  public ScanJob of(ScanJob job) {
    return new ScanJob(
        job.id(), job.name(), cronsOf(job), job.categories(), timeout.orElse(job.timeout()));
  }
}
