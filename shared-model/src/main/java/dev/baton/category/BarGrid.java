package dev.baton.category;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bars that the sessions of a calendar have. It is the one rule for candles of the broker and for recorded ones: what is on
 * no grid is left out of every window (ADR 34).
 */
public record BarGrid(Timeframe timeframe, TradingCalendar calendar) {

  /**
   * Whether a session has a bar that opens at that time: a daily bar on the session's date; a shorter one in continuous
   * trading, a whole number of lengths after the open. A session whose hours are not known has no bar. In years that the
   * calendar does not know, every time is allowed.
   */
  public boolean has(Instant open) {
    LocalDate date = MarketTime.date(open);
    if (timeframe == Timeframe.ONE_WEEK || !calendar.knows(date)) {
      return true;
    }
    return calendar.hoursKnown(date)
        && (timeframe.intraday()
            ? has(open, calendar.require(date))
            : open.equals(MarketTime.startOf(date)));
  }

  private boolean has(Instant open, Session session) {
    return !open.isBefore(session.openAt())
        && open.isBefore(session.continuousEndAt())
        && Duration.between(session.openAt(), open).toNanos() % timeframe.length().toNanos() == 0;
  }

  /** The candles whose bars the sessions have; the series itself if that is all of them. */
  public CandleSeries only(CandleSeries series) {
    List<Candle> kept = series.toList().stream().filter(candle -> has(candle.time())).toList();
    return kept.size() == series.size()
        ? series
        : CandleSeries.of(series.symbol(), timeframe, kept);
  }

  /** Whether a bar of these dates, both inclusive, has closed, so that their history cannot be empty. */
  public boolean anyClosed(LocalDate from, LocalDate to, Instant now) {
    LocalDate today = MarketTime.date(now);
    LocalDate first = from.isBefore(calendar.knownFrom()) ? calendar.knownFrom() : from;
    LocalDate last =
        Stream.of(to, today, calendar.knownThrough()).min(Comparator.naturalOrder()).get();
    return calendar.sessionDates(first, last).stream()
        .filter(calendar::hoursKnown)
        .anyMatch(date -> date.isBefore(today) || firstClosed(calendar.require(date), now));
  }

  private boolean firstClosed(Session session, Instant now) {
    Instant end =
        timeframe.intraday() ? session.openAt().plus(timeframe.length()) : session.closeAt();
    return !end.isAfter(now);
  }
}
