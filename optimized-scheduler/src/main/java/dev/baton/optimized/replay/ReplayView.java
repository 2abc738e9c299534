package dev.baton.optimized.replay;

import dev.baton.category.Category;
import dev.baton.replay.report.ReplayReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replay, as the API returns it.
 *
 * @param state {@code running}, {@code done}, {@code cancelled} or {@code failed}
 * @param from first date at the exchange, ISO
 * @param to last date at the exchange, ISO
 * @param inject the requested faults as text
 * @param progress 0 to 1; 1 only when it is done
 * @param startedAt real time
 * @param endedAt real time; empty while it runs
 * @param reason why it failed, one line
 * @param report what {@code ./baton replay --report} writes; empty unless it is done
 */
public record ReplayView(
    String state,
    String from,
    String to,
    List<String> categories,
    Optional<String> inject,
    long seed,
    double progress,
    Instant startedAt,
    Optional<Instant> endedAt,
    double elapsedSeconds,
    Optional<String> reason,
    Optional<ReplayReport> report) {

  static ReplayView of(ReplayJob job) {
    ReplayOrder order = job.order();
    // Read once: the replay may end meanwhile.
    ReplayState state = job.state();
    return new ReplayView(
        state.label(),
        order.range().from().toString(),
        order.range().to().toString(),
        order.range().categories().stream().map(Category::label).toList(),
        order.inject(),
        order.seed(),
        state instanceof ReplayState.Done ? 1 : job.progress(),
        job.startedAt(),
        state.endedAt(),
        job.elapsed().toMillis() / 1e3,
        state instanceof ReplayState.Failed(Instant _, String reason)
            ? Optional.of(reason)
            : Optional.empty(),
        state instanceof ReplayState.Done(Instant _, ReplayReport report)
            ? Optional.of(report)
            : Optional.empty());
  }
}
