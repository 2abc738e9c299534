package dev.baton.csv;

/** A data file that cannot be used. The message names the file, the line, the defect and the right form. */
public final class DataFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DataFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
