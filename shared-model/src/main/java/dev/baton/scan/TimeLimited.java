package dev.baton.scan;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may take only so long, real time. Work that overruns is interrupted and left behind. */
public final class TimeLimited {

  private TimeLimited() {}

  /**
   * Does the work on a virtual thread of its own.
   *
   * @throws TimeoutException if it took longer
   * @throws InterruptedException if the calling thread, or the work itself, was interrupted
   */
  public static <T> T call(Callable<T> work, Duration limit)
      throws InterruptedException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    try {
      return task.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException broken -> throw broken;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (TimeoutException | InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }
}
