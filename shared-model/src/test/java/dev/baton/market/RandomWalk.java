package dev.baton.market;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded random walks on the ticks of the exchange, for tests and benchmarks: the same candles on every machine, and nobody's
 * market data. A walk does not know the strategies. The simulator's synthetic market does, and makes each of them fire (ADR 30).
 */
public final class RandomWalk {

  /** The first session of {@link #window}. */
  public static final LocalDate FIRST = LocalDate.of(2025, 6, 2);

  /** The last session of {@link #window}. */
  public static final LocalDate LAST = LocalDate.of(2026, 6, 12);

  private static final double TICKS_PER_RUPEE = 20;
  private static final TradingCalendar CALENDAR = TradingCalendar.nse();

  private RandomWalk() {}

  /** All bars of that timeframe of the sessions between two dates, both inclusive. */
  public static List<Candle> candles(
      long seed, Symbol symbol, Timeframe timeframe, LocalDate from, LocalDate to) {
    Random random = new Random(seed * 31 + symbol.value().hashCode() * 7L + timeframe.ordinal());
    List<Candle> candles = new ArrayList<>();
    double close = 500 + random.nextInt(2000);
    for (LocalDate date : CALENDAR.sessionDates(from, to)) {
      Session session = CALENDAR.require(date);
      Instant time = timeframe.intraday() ? session.openAt() : MarketTime.startOf(session.date());
      do {
        double open = tick(close * (1 + random.nextGaussian() * 0.001));
        close = tick(open * (1 + random.nextGaussian() * (timeframe.intraday() ? 0.003 : 0.018)));
        double high = tick(Math.max(open, close) * (1 + random.nextDouble() * 0.002));
        double low = tick(Math.min(open, close) * (1 - random.nextDouble() * 0.002));
        candles.add(new Candle(time, open, high, low, close, 1000 + random.nextInt(90_000)));
        time = time.plus(timeframe.length());
      } while (timeframe.intraday() && time.isBefore(session.continuousEndAt()));
    }
    return List.copyOf(candles);
  }

  /** The last bars of a walk that ends on {@link #LAST}, as many as wanted. */
  public static CandleSeries window(long seed, Symbol symbol, Timeframe timeframe, int bars) {
    List<Candle> candles = candles(seed, symbol, timeframe, FIRST, LAST);
    return CandleSeries.of(
        symbol, timeframe, candles.subList(candles.size() - bars, candles.size()));
  }

  private static double tick(double price) {
    return Math.round(price * TICKS_PER_RUPEE) / TICKS_PER_RUPEE;
  }
}
