package dev.baton.replay;

/** What was asked for cannot be replayed; the message is one line for the person who asked. */
public final class ReplayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayException(String message) {
    super(message, null, false, false);
  }
}
