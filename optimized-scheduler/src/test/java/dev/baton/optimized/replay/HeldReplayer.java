package dev.baton.optimized.replay;

import dev.baton.replay.run.Progress;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes the place of the service's replayer: the same one, held back in the middle of a replay on demand. */
@Mock
@Singleton
public class HeldReplayer implements Replayer {

  /** Holds a replay back after its first slot. */
  record Gate(CountDownLatch reached, CountDownLatch open) {
    Gate() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    private Progress around(Progress progress) {
      return new Progress() {
        @Override
        public void begun(long steps) {
          progress.begun(steps);
        }

        @Override
        public void done(long steps) {
          progress.done(steps);
          pass();
        }
      };
    }

    private void pass() {
      reached.countDown();
      try {
        if (!open.await(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody opened the gate");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final FolderReplayer folder;
  private volatile Optional<Gate> gate = Optional.empty();

  HeldReplayer(FolderReplayer folder) {
    this.folder = folder;
  }

  /** The next replays are held back. */
  Gate holdBack() {
    Gate next = new Gate();
    gate = Optional.of(next);
    return next;
  }

  /** The next replays are not. */
  void letGo() {
    gate = Optional.empty();
  }

  @Override
  public Prepared prepare(ReplayOrder order) {
    Prepared prepared = folder.prepare(order);
    Optional<Gate> held = gate;
    return progress -> prepared.run(held.map(closed -> closed.around(progress)).orElse(progress));
  }
}
