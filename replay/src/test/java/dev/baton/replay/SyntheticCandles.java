package dev.baton.replay;

import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.RecordedCandles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Random walks of some symbols: daily bars of a year and five-minute bars of three weeks, with holes on request. */
public final class SyntheticCandles {

  public static final LocalDate FIRST_INTRADAY = LocalDate.of(2026, 5, 25);
  public static final LocalDate LAST = RandomWalk.LAST;

  /** A symbol of every category. */
  public static final Symbol RELIANCE = Symbol.of("RELIANCE");

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
            RandomWalk.candles(
                    0,
                    symbol,
                    timeframe,
                    timeframe.intraday() ? FIRST_INTRADAY : RandomWalk.FIRST,
                    LAST)
                .stream()
                .filter(candle -> !hole.test(new Bar(symbol, timeframe, candle.time())))
                .toList();
        series.add(CandleSeries.of(symbol, timeframe, candles));
      }
    }
    return series;
  }
}
