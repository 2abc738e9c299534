package dev.baton.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** One line of a calendar file. */
sealed interface CalendarEntry {

  LocalDate date();

  /** Start of trading, end of continuous trading and close. */
  record Hours(LocalTime open, LocalTime continuousEnd, LocalTime close) {}

  /** That calendar year is known; the date is its 1 January. */
  record Year(LocalDate date) implements CalendarEntry {}

  /** From that date through the other one, sessions are the entries that say so, and no other day is one. */
  record Observed(LocalDate date, LocalDate through) implements CalendarEntry {}

  /** From that date on, stocks of that class (all if empty) trade these hours. */
  record HoursFrom(LocalDate date, Optional<SecurityClass> of, Hours hours)
      implements CalendarEntry {}

  /** No session. */
  record Holiday(LocalDate date) implements CalendarEntry {}

  /** A session, weekend or not; at the usual hours if none are given. */
  record Open(LocalDate date, Session.Kind kind, Optional<Hours> hours) implements CalendarEntry {}
}
