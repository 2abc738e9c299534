package dev.baton.runtime.clock;

/** Libraries that wrap an interrupt in an exception of their own forget the thread's flag. */
public final class Interruption {

  private Interruption() {}

  /** Whether an interrupt is behind the failure; the thread's flag is set again if so. */
  public static boolean restored(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }
}
