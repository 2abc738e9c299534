package dev.baton.scan;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks with a time limit, real time. A task that overruns is interrupted, and the caller goes on without it. */
public final class TimeLimited {

  /**
   * No limit. A task with this limit runs in the calling thread, so a replay needs no thread for each symbol.
   */
  public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

  private TimeLimited() {}

  /** Whether that limit is {@link #UNLIMITED}. */
  public static boolean unlimited(Duration limit) {
    return limit.equals(UNLIMITED);
  }

  /**
   * The rest of a limit; {@link #UNLIMITED} stays as it is.
   *
   * @param began the start of the limit, by {@link System#nanoTime}
   */
  public static Duration left(Duration limit, long began) {
    return unlimited(limit) ? limit : limit.minusNanos(System.nanoTime() - began);
  }

  /** Why a task without a result has none, for the operator. */
  public static String noResultWithin(Duration limit) {
    return "no result within " + limit.toMillis() + " ms";
  }

  /** The limit in nanoseconds, not below 0 and at most 292 years. */
  static long nanos(Duration limit) {
    return Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
  }

  /**
   * The result of a task that runs on a virtual thread of its own, or in the calling thread if the limit is {@link #UNLIMITED}.
   *
   * @throws TimeoutException if the task took longer than the limit
   * @throws InterruptedException if the calling thread or the task was interrupted
   */
  public static <T> T call(Callable<T> work, Duration limit)
      throws InterruptedException, TimeoutException {
    return unlimited(limit) ? here(work) : result(start(work), limit);
  }

  /** The task, running on a virtual thread of its own. */
  public static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  /**
   * The result of a task. If there is none within the limit, or the calling thread is interrupted, the task is interrupted.
   *
   * @throws TimeoutException if the limit passed without a result
   * @throws InterruptedException if the calling thread or the task was interrupted
   */
  public static <T> T result(FutureTask<T> task, Duration limit)
      throws InterruptedException, TimeoutException {
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
   * Checks whether the thread was interrupted. Waiting notices an interrupt by itself; a task that does not wait must call
   * this, or it goes on after its time-out.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** What a task threw, to be thrown on; a checked exception is wrapped, an interrupt or an error is thrown here. */
  public static RuntimeException thrown(Throwable cause) throws InterruptedException {
    return switch (cause) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException broken -> broken;
      case Error error -> throw error;
      default -> new IllegalStateException(cause);
    };
  }
}
