package dev.baton.calendar;

/** The calendar was asked for a year, or for the hours of a session, that it has no data of. It never guesses. */
public final class UnknownCalendarException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownCalendarException(String message) {
    super(message);
  }
}
