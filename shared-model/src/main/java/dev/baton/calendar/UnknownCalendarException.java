package dev.baton.calendar;

/** The calendar has no data on the year, or on the hours of the session, that it was asked for. */
public final class UnknownCalendarException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownCalendarException(String message) {
    super(message);
  }
}
