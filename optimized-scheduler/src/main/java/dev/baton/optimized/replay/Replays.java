package dev.baton.optimized.replay;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The replays of this service: one at a time; the newest is kept until the service stops. */
@Singleton
class Replays {

  private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(5);

  private final Replayer replayer;
  private final Clock clock = Clock.systemUTC();
  private final Semaphore one = new Semaphore(1);
  private volatile Optional<ReplayJob> newest = Optional.empty();

  Replays(Replayer replayer) {
    this.replayer = replayer;
  }

  /**
   * Starts a replay. Blocks while the candles are read; not for an event loop.
   *
   * @throws ReplayRefused if one runs; the other exceptions are those of {@link Replayer#prepare}
   */
  ReplayJob start(ReplayOrder order) {
    if (!one.tryAcquire()) {
      throw oneRuns();
    }
    try {
      if (newest.filter(ReplayJob::running).isPresent()) {
        throw oneRuns();
      }
      ReplayJob job = ReplayJob.started(order, replayer.prepare(order), clock);
      newest = Optional.of(job);
      return job;
    } finally {
      one.release();
    }
  }

  private static ReplayRefused oneRuns() {
    return new ReplayRefused(
        "a replay is running; ask again when it has ended, or cancel it with DELETE");
  }

  /** The newest replay, running or not; empty if none was started. */
  Optional<ReplayJob> newest() {
    return newest;
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
    Optional<ReplayJob> last = newest;
    if (last.isPresent()) {
      last.get().cancel();
      last.get().awaitEnd(PATIENCE_AT_SHUTDOWN);
    }
  }
}
