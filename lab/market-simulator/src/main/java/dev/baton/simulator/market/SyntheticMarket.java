package dev.baton.simulator.market;

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
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A market without recorded candles. The same seed gives the same market on every machine, whichever day is simulated. A stock
 * is made when it is first asked for, in time proportional to its days.
 */
public final class SyntheticMarket implements MarketData {

  /** Where every history begins: 400 sessions before the first year that the calendar knows. */
  private static final LocalDate BEGIN = LocalDate.of(2023, 6, 1);

  /** How many sessions of five-minute bars are kept before the first simulated one; all daily bars are kept. */
  private static final int INTRADAY_SESSIONS = 90;

  private final long seed;
  private final List<Session> sessions;
  private final int intradayFrom;
  private final Set<Symbol> symbols;
  private final Map<Symbol, Stock> stocks = new ConcurrentHashMap<>();

  private record Stock(CandleSeries fiveMinutes, CandleSeries days) {}

  /**
   * @param first the first simulated session
   * @param last the last one
   * @param symbols the stocks
   */
  public SyntheticMarket(
      TradingCalendar calendar, LocalDate first, LocalDate last, Set<Symbol> symbols, long seed) {
    this.seed = seed;
    this.symbols = new TreeSet<>(symbols);
    this.sessions = sessions(calendar, last);
    int before = (int) sessions.stream().filter(s -> s.date().isBefore(first)).count();
    this.intradayFrom = Math.max(0, before - INTRADAY_SESSIONS);
  }

  /** All sessions to that date. Before the calendar's first year every weekday is a session of the usual hours. */
  private static List<Session> sessions(TradingCalendar calendar, LocalDate last) {
    List<Session> sessions = new ArrayList<>();
    LocalDate date = BEGIN;
    for (; date.isBefore(calendar.knownFrom()); date = date.plusDays(1)) {
      if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
        LocalTime close = LocalTime.of(15, 30);
        sessions.add(new Session(date, Session.Kind.REGULAR, LocalTime.of(9, 15), close, close));
      }
    }
    calendar.sessionDates(date, last).stream()
        .filter(calendar::hoursKnown)
        .map(calendar::require)
        .forEach(sessions::add);
    return sessions;
  }

  @Override
  public Set<Symbol> symbols() {
    return symbols;
  }

  @Override
  public CandleSeries fiveMinutes(Symbol symbol) {
    return symbols.contains(symbol)
        ? stock(symbol).fiveMinutes()
        : CandleSeries.empty(symbol, Timeframe.FIVE_MINUTES);
  }

  @Override
  public CandleSeries days(Symbol symbol) {
    return symbols.contains(symbol)
        ? stock(symbol).days()
        : CandleSeries.empty(symbol, Timeframe.ONE_DAY);
  }

  @Override
  public String description() {
    return "%s synthetic symbols, seed %s".formatted(symbols.size(), seed);
  }

  private Stock stock(Symbol symbol) {
    return stocks.computeIfAbsent(symbol, this::make);
  }

  private Stock make(Symbol symbol) {
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
