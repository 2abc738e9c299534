package dev.baton.runtime.clock;

/** Finds interrupts that a library has wrapped in its own exception without setting the thread's flag again. */
public final class Interruption {

  private Interruption() {}

  /** Whether the failure was caused by an interrupt; if so, the thread's flag is set again. */
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
