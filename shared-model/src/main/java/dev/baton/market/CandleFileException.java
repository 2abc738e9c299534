package dev.baton.market;

/** A candle file that cannot be used. The message names the file, the line, the defect and the right form. */
public final class CandleFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CandleFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
