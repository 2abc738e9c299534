package dev.baton.stack.up;

/** Something did not come up although every option can be used; the message is one line and says why. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message, null, false, false);
  }
}
