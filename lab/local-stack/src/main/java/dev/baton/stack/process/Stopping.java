package dev.baton.stack.process;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: asks them first, and kills those that do not end in time. */
public final class Stopping {

  private Stopping() {}

  /**
   * Returns when all have ended.
   *
   * @param patience time until they are killed
   * @return whether all ended without being killed
   */
  public static boolean stop(Collection<ProcessHandle> processes, Duration patience) {
    processes.forEach(ProcessHandle::destroy);
    boolean gently = ended(processes, patience);
    if (!gently) {
      processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
      ended(processes, Duration.ofSeconds(10));
    }
    return gently;
  }

  /** Whether all end in time. */
  public static boolean ended(Collection<ProcessHandle> processes, Duration patience) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
