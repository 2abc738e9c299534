package dev.baton.replay;

/** The requested replay is not possible. The message is one line for the user. */
public final class ReplayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayException(String message) {
    super(message, null, false, false);
  }
}
