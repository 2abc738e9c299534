package dev.baton.synthetic;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Aggregation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes stocks without recorded candles. The same seed gives the same stock on every machine, whatever its range. Nothing is
 * kept; making one takes time in proportion to its days. Safe for use by several threads.
 */
public final class SyntheticStocks {

  /** Where every history begins: 400 sessions before the first year that the calendar knows. */
  private static final LocalDate BEGIN = LocalDate.of(2023, 6, 1);

  private final long seed;
  private final List<Session> sessions;
  private final int intradayFrom;

  /**
   * One stock.
   *
   * @param fiveMinutes bars of the range and of some sessions before
   * @param days all daily bars
   */
  public record Stock(CandleSeries fiveMinutes, CandleSeries days) {}

  /**
   * @param first the first session of the range
   * @param last the last one
   * @param intradaySessions sessions of five-minute bars before the first one
   */
  public SyntheticStocks(
      TradingCalendar calendar, LocalDate first, LocalDate last, int intradaySessions, long seed) {
    this.seed = seed;
    this.sessions = sessions(calendar, last);
    int before = (int) sessions.stream().filter(s -> s.date().isBefore(first)).count();
    this.intradayFrom = Math.max(0, before - intradaySessions);
  }

  /** All sessions to that date. Before the calendar's first year every weekday is a session of the usual hours. */
  private static List<Session> sessions(TradingCalendar calendar, LocalDate last) {
    List<Session> sessions = new ArrayList<>();
    LocalDate date = BEGIN;
    for (; date.isBefore(calendar.knownFrom()); date = date.plusDays(1)) {
      if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
        sessions.add(
            new Session(
                date,
                Session.Kind.REGULAR,
                Session.USUAL_OPEN,
                Session.USUAL_CLOSE,
                Session.USUAL_CLOSE));
      }
    }
    calendar.sessionDates(date, last).stream()
        .filter(calendar::hoursKnown)
        .map(calendar::require)
        .forEach(sessions::add);
    return sessions;
  }

  /** The stock of that symbol. */
  public Stock of(Symbol symbol) {
    SyntheticStock stock = new SyntheticStock(symbol, seed);
    SplittableRandom market = new SplittableRandom(seed);
    List<Candle> intraday = new ArrayList<>();
    List<Candle> days = new ArrayList<>(sessions.size());
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      List<Candle> bars = stock.session(session, 0.004 * market.nextGaussian());
      days.addAll(
          Aggregation.by(
              CandleSeries.of(symbol, Timeframe.FIVE_MINUTES, bars),
              _ -> MarketTime.startOf(session.date())));
      if (i >= intradayFrom) {
        intraday.addAll(bars);
      }
    }
    return new Stock(
        CandleSeries.of(symbol, Timeframe.FIVE_MINUTES, intraday),
        CandleSeries.of(symbol, Timeframe.ONE_DAY, days));
  }
}
