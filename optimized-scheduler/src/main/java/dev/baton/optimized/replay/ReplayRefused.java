package dev.baton.optimized.replay;

/** Nothing can be replayed now, whatever is asked for; the message is one line for the person who asked. */
final class ReplayRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReplayRefused(String message) {
    super(message, null, false, false);
  }
}
