package dev.baton.bench;

import dev.baton.category.Category;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.signal.Fingerprint;
import dev.baton.strategy.SignalEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All that a window can cost: its candles, fetched just now, enter the columns, which makes the links of the fingerprint,
 * and an engine that remembers nothing evaluates it.
 */
@Figure("the same, its candles entering the columns first, {bars} bars")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FromCandles {

  private static final Symbol SYMBOL = Symbol.of("TCS");

  /** Bars of the windows of short_term, long_term and, at the end of a session, day_trading. */
  @Param({"70", "170", "225"})
  public int bars;

  private List<Candle> candles;

  /** Makes the candles. */
  @Setup
  public void candles() {
    candles = Walk.window(SYMBOL, Timeframe.FIVE_MINUTES, bars).toList();
  }

  @Benchmark
  public void columnar(Blackhole sink) {
    evaluate(new ColumnarEngine(), sink);
  }

  @Benchmark
  public void ta4j(Blackhole sink) {
    evaluate(new Ta4jEngine(), sink);
  }

  private void evaluate(SignalEngine engine, Blackhole sink) {
    CandleSeries window = CandleSeries.of(SYMBOL, Timeframe.FIVE_MINUTES, candles);
    sink.consume(Fingerprint.of(window));
    sink.consume(
        engine.evaluate(window, Category.DAY_TRADING.strategies(), Category.DAY_TRADING.sides()));
  }
}
