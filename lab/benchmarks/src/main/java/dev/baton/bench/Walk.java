package dev.baton.bench;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random walks on the ticks of the exchange: the same candles on every machine, nobody's market data. */
final class Walk {

  private static final double TICKS_PER_RUPEE = 20;

  private Walk() {}

  /** All bars of that timeframe of the sessions from one date to another, both inclusive. */
  static List<Candle> candles(
      Symbol symbol, Timeframe timeframe, TradingCalendar calendar, LocalDate from, LocalDate to) {
    Random random = new Random(symbol.value().hashCode() * 31L + timeframe.ordinal());
    List<Candle> candles = new ArrayList<>();
    double close = 500 + random.nextInt(2000);
    for (Session session : calendar.sessions(from, to)) {
      Instant time = timeframe.intraday() ? session.openAt() : MarketTime.startOf(session.date());
      do {
        double open = tick(close * (1 + random.nextGaussian() * 0.001));
        close = tick(open * (1 + random.nextGaussian() * (timeframe.intraday() ? 0.003 : 0.018)));
        double high = tick(Math.max(open, close) * (1 + random.nextDouble() * 0.002));
        double low = tick(Math.min(open, close) * (1 - random.nextDouble() * 0.002));
        candles.add(
            new Candle(
                time,
                open,
                Math.max(high, Math.max(open, close)),
                Math.min(low, Math.min(open, close)),
                close,
                1000 + random.nextInt(90_000)));
        time = time.plus(timeframe.length());
      } while (timeframe.intraday() && time.isBefore(session.continuousEndAt()));
    }
    return List.copyOf(candles);
  }

  /** The last bars of {@link #candles}, as many as wanted. */
  static CandleSeries window(Symbol symbol, Timeframe timeframe, int bars) {
    List<Candle> candles =
        candles(
            symbol,
            timeframe,
            TradingCalendar.nse(),
            LocalDate.of(2025, 6, 2),
            LocalDate.of(2026, 6, 12));
    return CandleSeries.of(
        symbol, timeframe, candles.subList(candles.size() - bars, candles.size()));
  }

  private static double tick(double price) {
    return Math.round(price * TICKS_PER_RUPEE) / TICKS_PER_RUPEE;
  }
}
