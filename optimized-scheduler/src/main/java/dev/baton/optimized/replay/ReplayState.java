package dev.baton.optimized.replay;

import static java.util.Objects.requireNonNull;

import dev.baton.replay.report.ReplayReport;
import java.time.Instant;
import java.util.Optional;

/** The state of a replay; an ended one does not change. */
sealed interface ReplayState {

  /** Its name in answers and logs. */
  String label();

  /** Real time; empty while it runs. */
  Optional<Instant> endedAt();

  /** It has not ended. */
  record Running() implements ReplayState {
    @Override
    public String label() {
      return "running";
    }

    @Override
    public Optional<Instant> endedAt() {
      return Optional.empty();
    }
  }

  /** It ended with a report. */
  record Done(Instant at, ReplayReport report) implements ReplayState {
    public Done {
      requireNonNull(at, "at is null");
      requireNonNull(report, "report is null");
    }

    @Override
    public String label() {
      return "done";
    }

    @Override
    public Optional<Instant> endedAt() {
      return Optional.of(at);
    }
  }

  /** It was cancelled, or the service stopped. */
  record Cancelled(Instant at) implements ReplayState {
    public Cancelled {
      requireNonNull(at, "at is null");
    }

    @Override
    public String label() {
      return "cancelled";
    }

    @Override
    public Optional<Instant> endedAt() {
      return Optional.of(at);
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

    @Override
    public String label() {
      return "failed";
    }

    @Override
    public Optional<Instant> endedAt() {
      return Optional.of(at);
    }
  }
}
