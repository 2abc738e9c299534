package dev.baton.scan;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may take only so long, real time. Work that overruns is interrupted and left behind. */
public final class TimeLimited {

  /**
   * As long as it takes. Work with this limit runs in the calling thread: a replay, which has nobody to wait for, does
   * without a thread for each symbol.
   */
  public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

  private TimeLimited() {}

  /** Whether that limit is {@link #UNLIMITED}. */
  public static boolean unlimited(Duration limit) {
    return limit.equals(UNLIMITED);
  }

  /**
   * What is left of a limit; {@link #UNLIMITED} never becomes less.
   *
   * @param began when the time began to run, by {@link System#nanoTime}
   */
  public static Duration left(Duration limit, long began) {
    return unlimited(limit) ? limit : limit.minusNanos(System.nanoTime() - began);
  }

  /** The limit in nanoseconds, not below 0; one of more than 292 years becomes 292 years. */
  public static long nanos(Duration limit) {
    return Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
  }

  /**
   * Does the work on a virtual thread of its own, or in the calling thread if the limit is {@link #UNLIMITED}.
   *
   * @throws TimeoutException if it took longer
   * @throws InterruptedException if the calling thread, or the work itself, was interrupted
   */
  public static <T> T call(Callable<T> work, Duration limit)
      throws InterruptedException, TimeoutException {
    if (unlimited(limit)) {
      return here(work);
    }
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    try {
      return task.get(nanos(limit), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  private static <T> T here(Callable<T> work) throws InterruptedException {
    stopIfInterrupted();
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      stopIfInterrupted();
      throw thrown(e);
    }
    stopIfInterrupted();
    return result;
  }

  /**
   * A thread that waits for work notices an interrupt by waiting; one that does the work itself has to look, lest work that
   * was left behind goes on.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static RuntimeException thrown(Throwable cause) throws InterruptedException {
    return switch (cause) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException broken -> broken;
      case Error error -> throw error;
      default -> new IllegalStateException(cause);
    };
  }
}
