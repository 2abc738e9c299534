package dev.baton.calendar;

/** A calendar file that cannot be used. The message names the file, the line, the defect and the right form. */
public final class CalendarFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CalendarFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
