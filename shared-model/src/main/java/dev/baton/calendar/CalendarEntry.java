package dev.baton.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** One line of a calendar file. */
sealed interface CalendarEntry {

  LocalDate date();

  /** Start of trading, end of continuous trading and close. */
  record Hours(LocalTime open, LocalTime continuousEnd, LocalTime close) {}

  /** The calendar year of that date, its 1 January, is known. */
  record Year(LocalDate date) implements CalendarEntry {}

  /** From the first date through the other one, only dates with an entry of their own are sessions. */
  record Observed(LocalDate date, LocalDate through) implements CalendarEntry {}

  /** From that date on, stocks of that class, or all if empty, trade these hours. */
  record HoursFrom(LocalDate date, Optional<SecurityClass> of, Hours hours)
      implements CalendarEntry {}

  record Holiday(LocalDate date) implements CalendarEntry {}

  /** A session, weekend or not; at the usual hours if none are given. */
  record Open(LocalDate date, Session.Kind kind, Optional<Hours> hours) implements CalendarEntry {}
}
