package dev.baton.replay;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.RecordedCandles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Seeded random walks of some symbols: daily bars of a year and five-minute bars of some weeks, with holes on request. */
public final class SyntheticCandles {

  public static final LocalDate FIRST_INTRADAY = LocalDate.of(2026, 5, 25);
  public static final LocalDate LAST = LocalDate.of(2026, 6, 12);
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 2);

  /** A symbol of every category. */
  public static final Symbol RELIANCE = Symbol.of("RELIANCE");

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();

  /** A bar that may be left out. */
  public record Bar(Symbol symbol, Timeframe timeframe, Instant time) {}

  private SyntheticCandles() {}

  /** Candles of these symbols. */
  public static RecordedCandles of(String... symbols) {
    return RecordedCandles.of(series(_ -> false, symbols));
  }

  /** The same with holes. */
  public static RecordedCandles without(Predicate<Bar> hole, String... symbols) {
    return RecordedCandles.of(series(hole, symbols));
  }

  /** The series themselves. */
  public static Collection<CandleSeries> series(Predicate<Bar> hole, String... symbols) {
    List<CandleSeries> series = new ArrayList<>();
    for (Symbol symbol : Arrays.stream(symbols).map(Symbol::of).toList()) {
      for (Timeframe timeframe : List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES)) {
        List<Candle> candles =
            walk(symbol, timeframe).stream()
                .filter(candle -> !hole.test(new Bar(symbol, timeframe, candle.time())))
                .toList();
        series.add(CandleSeries.of(symbol, timeframe, candles));
      }
    }
    return series;
  }

  private static List<Candle> walk(Symbol symbol, Timeframe timeframe) {
    Random random = new Random(symbol.value().hashCode() * 7L + timeframe.ordinal());
    List<Candle> candles = new ArrayList<>();
    double close = 500 + random.nextInt(2000);
    for (Session session : CALENDAR.sessions(timeframe.intraday() ? FIRST_INTRADAY : FIRST, LAST)) {
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
    return candles;
  }

  private static double tick(double price) {
    return Math.round(price * 20) / 20.0;
  }
}
