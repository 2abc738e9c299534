package dev.baton.runtime.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a generation does now.
 *
 * @param running whether it works off slots, were it only that it waits for the end of an outage
 * @param state {@code running}, {@code off}, {@code outage}, {@code unreachable}, or {@code failing}: a defect keeps the next
 *     slot from being done
 * @param reason why it does not, for the operator; empty if it does
 * @param mode {@code live}, {@code shadow} or {@code off}; empty if it cannot be asked
 * @param marketTime its market time
 * @param jobs its jobs
 * @param jobCount number of its jobs
 */
public record GenerationStatus(
    boolean running,
    String state,
    String reason,
    String mode,
    Optional<Instant> marketTime,
    List<Job> jobs,
    int jobCount) {

  /**
   * A job.
   *
   * @param nextRun market time; empty if the calendar does not know it
   */
  public record Job(String id, String name, Optional<Instant> nextRun) {}

  /** A generation that cannot be asked. */
  public static GenerationStatus unreachable(String reason) {
    return new GenerationStatus(false, "unreachable", reason, "", Optional.empty(), List.of(), 0);
  }
}
