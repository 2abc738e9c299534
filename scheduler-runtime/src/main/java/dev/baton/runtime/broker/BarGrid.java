package dev.baton.runtime.broker;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The times at which bars of a timeframe may open. Where the calendar lacks a year or a session's hours, every time is allowed.
 */
record BarGrid(Timeframe timeframe, TradingCalendar calendar) {

  /**
   * Whether a bar may open at that time: a daily bar on a session's date; a shorter bar within the session's hours, closing
   * auction included, a whole number of lengths after the session's open.
   */
  boolean has(Instant open) {
    LocalDate date = MarketTime.date(open);
    if (timeframe == Timeframe.ONE_WEEK
        || date.isBefore(calendar.knownFrom())
        || date.isAfter(calendar.knownThrough())) {
      return true;
    }
    return timeframe.intraday() ? hasInHours(open, date) : calendar.isSession(date);
  }

  private boolean hasInHours(Instant open, LocalDate date) {
    try {
      return calendar.session(date).filter(session -> has(open, session)).isPresent();
    } catch (UnknownCalendarException e) {
      return true;
    }
  }

  private boolean has(Instant open, Session session) {
    return !open.isBefore(session.openAt())
        && open.isBefore(session.closeAt())
        && Duration.between(session.openAt(), open).toNanos() % timeframe.length().toNanos() == 0;
  }

  /** Whether a bar of these dates, both inclusive, has closed, so that their history cannot be empty. */
  boolean anyClosed(LocalDate from, LocalDate to, Instant now) {
    LocalDate today = MarketTime.date(now);
    LocalDate first = from.isBefore(calendar.knownFrom()) ? calendar.knownFrom() : from;
    LocalDate last =
        Stream.of(to, today, calendar.knownThrough()).min(Comparator.naturalOrder()).get();
    return calendar.sessionDates(first, last).stream()
        .anyMatch(date -> date.isBefore(today) || firstClosed(date, now));
  }

  private boolean firstClosed(LocalDate date, Instant now) {
    if (calendar.withoutHours().contains(date)) {
      return false;
    }
    Session session = calendar.require(date);
    Instant end =
        timeframe.intraday() ? session.openAt().plus(timeframe.length()) : session.closeAt();
    return !end.isAfter(now);
  }
}
