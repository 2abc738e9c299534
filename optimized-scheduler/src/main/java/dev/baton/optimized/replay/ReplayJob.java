package dev.baton.optimized.replay;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.replay.ReplayException;
import dev.baton.replay.report.ReplayReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One replay on a thread of its own with the lowest priority: scans come first. */
final class ReplayJob {

  private static final Logger LOG = Logger.getLogger("dev.baton.optimized.replay");

  private final ReplayOrder order;
  private final Replayer.Prepared replay;
  private final Clock clock;
  private final Instant startedAt;
  private final DoneShare done;
  private final Thread thread;
  private volatile ReplayState state = new ReplayState.Running();

  private ReplayJob(ReplayOrder order, Replayer.Prepared replay, Clock clock) {
    this.order = order;
    this.replay = replay;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.done = DoneShare.of(order);
    this.thread =
        Thread.ofPlatform()
            .name("replay")
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .unstarted(this::work);
  }

  /**
   * Starts a replay.
   *
   * @param clock real time
   */
  static ReplayJob started(ReplayOrder order, Replayer.Prepared replay, Clock clock) {
    ReplayJob job = new ReplayJob(order, replay, clock);
    LOG.infof("replay=running %s seed=%s", job.asked(), order.seed());
    job.thread.start();
    return job;
  }

  ReplayOrder order() {
    return order;
  }

  ReplayState state() {
    return state;
  }

  boolean running() {
    return state instanceof ReplayState.Running;
  }

  /** Real time. */
  Instant startedAt() {
    return startedAt;
  }

  /** Real time up to its end, or to now. */
  Duration elapsed() {
    return Duration.between(startedAt, state.endedAt().orElseGet(clock::instant));
  }

  /** The share that is done, 0 to 1; the comparison at the end does not count. */
  double progress() {
    return done.value();
  }

  /** Ends it as soon as possible. A replay that has ended stays as it is. */
  void cancel() {
    thread.interrupt();
  }

  /**
   * Waits for its end.
   *
   * @param patience more than zero
   * @return whether it has ended
   * @throws InterruptedException if the waiting thread was interrupted
   */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  private void work() {
    ReplayState end = end();
    // Logged before the state changes: a reader of the state may look for the line.
    LOG.infof("replay=%s %s %s", end.label(), asked(), figures(end));
    state = end;
  }

  private ReplayState end() {
    try {
      ReplayReport report = replay.run(done);
      return new ReplayState.Done(clock.instant(), report);
    } catch (InterruptedException e) {
      return new ReplayState.Cancelled(clock.instant());
    } catch (ReplayException e) {
      return new ReplayState.Failed(clock.instant(), e.getMessage());
    } catch (OutOfMemoryError e) {
      return new ReplayState.Failed(
          clock.instant(), "the service has not the memory for it; ask for a shorter range");
    } catch (RuntimeException | Error e) {
      LOG.error("a replay ended with a defect", e);
      return new ReplayState.Failed(
          clock.instant(), "a defect of the replay, " + e + "; see the log");
    }
  }

  private String asked() {
    return "from=%s to=%s categories=%s inject=\"%s\""
        .formatted(
            order.range().from(),
            order.range().to(),
            order.range().categories().stream()
                .map(Category::label)
                .collect(Collectors.joining(",")),
            order.inject().orElse(""));
  }

  private String figures(ReplayState end) {
    String seconds =
        String.format(
            Locale.ROOT,
            "seconds=%.1f",
            Duration.between(startedAt, end.endedAt().orElseThrow()).toMillis() / 1e3);
    return switch (end) {
      case ReplayState.Done(Instant _, ReplayReport report) ->
          "verdict=%s mismatches=%s holds=%s sessions=%s legacy_signals=%s optimized_signals=%s %s"
              .formatted(
                  report.parity().verdict(),
                  report.parity().mismatches().size(),
                  report.holds().size(),
                  report.run().sessions().count(),
                  signals(report, Generation.LEGACY),
                  signals(report, Generation.OPTIMIZED),
                  seconds);
      case ReplayState.Failed(Instant _, String reason) ->
          "%s reason=\"%s\"".formatted(seconds, reason);
      case ReplayState.Cancelled _, ReplayState.Running _ -> seconds;
    };
  }

  private static long signals(ReplayReport report, Generation generation) {
    return report.generations().get(generation.label()).totals().signals();
  }
}
