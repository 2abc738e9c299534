package dev.baton.bench;

import dev.baton.category.Category;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.signal.Fingerprint;
import dev.baton.strategy.SignalEngine;
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
 * A window that the engine never saw before, evaluated and hashed. Its candles are in their columns, as they are for every
 * category that is not the first to need them; {@link FromCandles} is what the first one pays.
 */
@Figure("a fresh window of {bars} bars, to signals and fingerprint")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FreshWindow {

  private static final Symbol SYMBOL = Symbol.of("TCS");

  /** Bars of the windows of short_term, long_term and, at the end of a session, day_trading. */
  @Param({"70", "170", "225"})
  public int bars;

  private CandleSeries window;

  /** Makes the window. */
  @Setup
  public void window() {
    window = Walk.window(SYMBOL, Timeframe.FIVE_MINUTES, bars);
  }

  @Benchmark
  @AtMost(micros = 5, of = "bars=225")
  public void columnar(Blackhole sink) {
    evaluate(new ColumnarEngine(), sink);
  }

  @Benchmark
  public void ta4j(Blackhole sink) {
    evaluate(new Ta4jEngine(), sink);
  }

  private void evaluate(SignalEngine engine, Blackhole sink) {
    sink.consume(Fingerprint.of(window));
    sink.consume(
        engine.evaluate(window, Category.DAY_TRADING.strategies(), Category.DAY_TRADING.sides()));
  }
}
