package dev.baton.optimized.replay;

import static java.util.Objects.requireNonNull;

import dev.baton.replay.report.ReplayReport;
import java.time.Instant;
import java.util.Optional;

/** The state of a replay; an ended one does not change. */
sealed interface ReplayState {

  /** It has not ended. */
  record Running() implements ReplayState {}

  /** It ended with a report. */
  record Done(Instant at, ReplayReport report) implements ReplayState {
    public Done {
      requireNonNull(at, "at is null");
      requireNonNull(report, "report is null");
    }
  }

  /** It was cancelled, or the service stopped. */
  record Cancelled(Instant at) implements ReplayState {
    public Cancelled {
      requireNonNull(at, "at is null");
    }
  }

  /**
   * It failed.
   *
   * @param reason one line
   */
  record Failed(Instant at, String reason) implements ReplayState {
    public Failed {
      requireNonNull(at, "at is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** Its name in answers and logs. */
  default String label() {
    return switch (this) {
      case Running _ -> "running";
      case Done _ -> "done";
      case Cancelled _ -> "cancelled";
      case Failed _ -> "failed";
    };
  }

  /** Real time; empty while it runs. */
  default Optional<Instant> endedAt() {
    return switch (this) {
      case Running _ -> Optional.empty();
      case Done done -> Optional.of(done.at());
      case Cancelled cancelled -> Optional.of(cancelled.at());
      case Failed failed -> Optional.of(failed.at());
    };
  }
}
