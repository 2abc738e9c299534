package dev.baton.runtime.rest;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a generation.
 *
 * @param running whether it processes slots; true also while it waits for the end of an outage
 * @param state {@code running}, {@code off}, {@code outage}, {@code unreachable}, or {@code failing}: a defect keeps the next
 *     slot from being done
 * @param reason why it does not process slots, for the operator; empty if it does
 * @param modes {@code live}, {@code shadow} or {@code off} for each category, by its label; empty if it cannot be asked
 */
public record GenerationStatus(
    boolean running,
    String state,
    String reason,
    Map<String, String> modes,
    Optional<Instant> marketTime,
    List<Job> jobs,
    int jobCount) {

  /**
   * A job.
   *
   * @param nextRun market time; empty if the calendar does not know it
   */
  public record Job(String id, String name, Optional<Instant> nextRun) {}

  /** A service of the version before reports one mode instead. */
  public GenerationStatus {
    modes = modes == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(modes));
  }

  /** A generation that cannot be asked. */
  public static GenerationStatus unreachable(String reason) {
    return new GenerationStatus(
        false, "unreachable", reason, Map.of(), Optional.empty(), List.of(), 0);
  }
}
