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
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The bars that the sessions of a calendar have. It is the one rule for candles of the broker and for recorded ones: what is on
 * no grid is left out of every window (ADR 34).
 */
public record BarGrid(Timeframe timeframe, TradingCalendar calendar) {

  private static final Duration PRE_OPEN = Duration.ofMinutes(15);

  /** Trading at the closing price ends at 16:00. */
  private static final Duration POST_CLOSE = Duration.ofMinutes(30);

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

  /**
   * Whether a row at that time, which is no bar, can be the exchange's: from the pre-open to the post-close of the date's
   * session or of a usual one, or on a date without a session of known hours.
   */
  public boolean besideSession(Instant time) {
    LocalDate date = MarketTime.date(time);
    if (!timeframe.intraday() || !calendar.hoursKnown(date)) {
      return true;
    }
    Session session = calendar.require(date);
    if (!time.isBefore(session.openAt()) && time.isBefore(session.continuousEndAt())) {
      return false;
    }
    LocalTime local = MarketTime.local(time).toLocalTime();
    return isBetween(local, session.open(), session.close())
        || !session.open().equals(Session.USUAL_OPEN)
            && isBetween(local, Session.USUAL_OPEN, Session.USUAL_CLOSE);
  }

  /**
   * Whether a row after the close of its date can be the exchange's: of a session that was longer than the calendar says, if
   * that session's first bar is there.
   *
   * @param isThere whether the bar of that open is there
   */
  public boolean ofLongerSession(Instant time, Predicate<Instant> isThere) {
    return timeframe.intraday()
        && hoursOf(MarketTime.date(time))
            .filter(session -> !time.isBefore(session.closeAt()))
            .filter(session -> isThere.test(session.openAt()))
            .isPresent();
  }

  private static boolean isBetween(LocalTime time, LocalTime open, LocalTime close) {
    return !time.isBefore(open.minus(PRE_OPEN)) && !time.isAfter(close.plus(POST_CLOSE));
  }

  /** Whether a bar is written with that time at the exchange: an intraday one with any, a daily one with 00:00 or an open. */
  public boolean namesBar(LocalDateTime written) {
    LocalTime time = written.toLocalTime();
    return timeframe.intraday()
        || time.equals(LocalTime.MIDNIGHT)
        || time.equals(Session.USUAL_OPEN)
        || hoursOf(written.toLocalDate()).filter(of -> time.equals(of.open())).isPresent();
  }

  /** Whether that time at the exchange is from the open to the close of its date's session, or of a usual one. */
  public boolean isDuringSession(LocalDateTime written) {
    LocalTime time = written.toLocalTime();
    Optional<Session> session = hoursOf(written.toLocalDate());
    return !time.isBefore(session.map(Session::open).orElse(Session.USUAL_OPEN))
        && !time.isAfter(session.map(Session::close).orElse(Session.USUAL_CLOSE));
  }

  private Optional<Session> hoursOf(LocalDate date) {
    return calendar.hoursKnown(date) ? Optional.of(calendar.require(date)) : Optional.empty();
  }

  /** The candles whose bars the sessions have; the series itself if that is all of them. */
  public CandleSeries only(CandleSeries series) {
    List<Candle> kept = series.toList().stream().filter(candle -> has(candle.time())).toList();
    return kept.size() == series.size()
        ? series
        : CandleSeries.of(series.symbol(), timeframe, kept);
  }

  /** The first instant of the years that the calendar knows. */
  public Instant knownFrom() {
    return calendar.knownSince();
  }

  /**
   * The number of bars that the sessions have between two opens, both inclusive; none in years that the calendar does not know.
   *
   * @param first whole seconds
   * @param last whole seconds
   */
  public int count(Instant first, Instant last) {
    return sessionsBetween(first, last)
        .mapToInt(
            date ->
                timeframe.intraday()
                    ? count(calendar.require(date), first.getEpochSecond(), last.getEpochSecond())
                    : isBetween(MarketTime.startOf(date), first, last) ? 1 : 0)
        .sum();
  }

  private int count(Session session, long first, long last) {
    long open = session.openAt().getEpochSecond();
    long length = timeframe.length().toSeconds();
    long from = Math.max(0, Math.ceilDiv(first - open, length));
    long end = Math.min(last, session.continuousEndAt().getEpochSecond() - 1);
    return (int) Math.max(0, Math.floorDiv(end - open, length) - from + 1);
  }

  /** The opens of the bars that {@link #count} counts, ascending. */
  public Stream<Instant> opens(Instant first, Instant last) {
    return sessionsBetween(first, last)
        .flatMap(date -> timeframe.intraday() ? opens(date) : Stream.of(MarketTime.startOf(date)))
        .filter(open -> isBetween(open, first, last));
  }

  private Stream<Instant> opens(LocalDate date) {
    Session session = calendar.require(date);
    return Stream.iterate(
        session.openAt(),
        open -> open.isBefore(session.continuousEndAt()),
        open -> open.plus(timeframe.length()));
  }

  private Stream<LocalDate> sessionsBetween(Instant first, Instant last) {
    return sessions(MarketTime.date(first), MarketTime.date(last));
  }

  /** The sessions of known hours between two dates, both inclusive, as far as the calendar knows the years. */
  private Stream<LocalDate> sessions(LocalDate from, LocalDate to) {
    return calendar
        .sessionDates(
            from.isBefore(calendar.knownFrom()) ? calendar.knownFrom() : from,
            to.isAfter(calendar.knownThrough()) ? calendar.knownThrough() : to)
        .stream()
        .filter(calendar::hoursKnown);
  }

  private static boolean isBetween(Instant open, Instant first, Instant last) {
    return !open.isBefore(first) && !open.isAfter(last);
  }

  /** Whether a bar of these dates, both inclusive, has closed, so that their history cannot be empty. */
  public boolean anyClosed(LocalDate from, LocalDate to, Instant now) {
    LocalDate today = MarketTime.date(now);
    return sessions(from, to.isBefore(today) ? to : today)
        .anyMatch(date -> date.isBefore(today) || firstClosed(calendar.require(date), now));
  }

  /**
   * The end of a bar. An intraday bar ends at the end of continuous trading at the latest, a daily bar at the close.
   *
   * @param open open of a bar of a session whose hours are known
   */
  public Instant end(Instant open) {
    Session session = calendar.require(MarketTime.date(open));
    if (!timeframe.intraday()) {
      return session.closeAt();
    }
    Instant end = open.plus(timeframe.length());
    return end.isAfter(session.continuousEndAt()) ? session.continuousEndAt() : end;
  }

  /**
   * Whether a bar is final at that time: a daily one when it is due, {@link DueBars#DAILY_SETTLE} after its end; a shorter one
   * at its end. What the calendar does not know is final after its nominal length.
   *
   * @param open open of a bar of the grid
   */
  public boolean isFinal(Instant open, Instant at) {
    if (timeframe == Timeframe.ONE_WEEK || !calendar.hoursKnown(MarketTime.date(open))) {
      return !open.plus(timeframe.length()).isAfter(at);
    }
    Instant settled = timeframe.intraday() ? end(open) : end(open).plus(DueBars.DAILY_SETTLE);
    return !settled.isAfter(at);
  }

  private boolean firstClosed(Session session, Instant now) {
    Instant end =
        timeframe.intraday() ? session.openAt().plus(timeframe.length()) : session.closeAt();
    return !end.isAfter(now);
  }
}
