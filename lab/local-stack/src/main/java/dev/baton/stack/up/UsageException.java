package dev.baton.stack.up;

/** An option that cannot be used; the message is one line for the person who gave it. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message, null, false, false);
  }
}
