package dev.baton.optimized.replay;

/** No replay can run now, whatever the request. The message is one line for the caller. */
final class ReplayRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReplayRefused(String message) {
    super(message, null, false, false);
  }
}
