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
 * The times that bars of a length may have. What the calendar does not know - a year, or a session's hours - rules nothing
 * out.
 */
record BarGrid(Timeframe timeframe, TradingCalendar calendar) {

  /**
   * Whether a bar may open at that time: a bar of a day on a session's date; a shorter one within the session's hours, the
   * closing auction included, a whole number of lengths after its open.
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

  /** Whether a bar of these dates, both inclusive, is over, so that a history of them cannot be empty. */
  boolean anyOver(LocalDate from, LocalDate to, Instant now) {
    LocalDate today = MarketTime.date(now);
    LocalDate first = from.isBefore(calendar.knownFrom()) ? calendar.knownFrom() : from;
    LocalDate last =
        Stream.of(to, today, calendar.knownThrough()).min(Comparator.naturalOrder()).get();
    return calendar.sessionDates(first, last).stream()
        .anyMatch(date -> date.isBefore(today) || firstOver(date, now));
  }

  private boolean firstOver(LocalDate date, Instant now) {
    if (calendar.withoutHours().contains(date)) {
      return false;
    }
    Session session = calendar.require(date);
    Instant end =
        timeframe.intraday() ? session.openAt().plus(timeframe.length()) : session.closeAt();
    return !end.isAfter(now);
  }
}
