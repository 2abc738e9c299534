package dev.baton.bench;

import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A window that the engine never saw before, evaluated and hashed. Its candles are in their columns, as they are for every
 * category that is not the first to need them; {@link FromCandles} is what the first one pays.
 */
@State(Scope.Benchmark)
public class FreshWindow extends EngineBenchmark {

  private static final Symbol SYMBOL = Symbol.of("TCS");

  /** Bars of the windows of short_term, long_term and, at the end of a session, day_trading. */
  @Param({"70", "170", "225"})
  public int bars;

  private CandleSeries window;

  /** Makes the window. */
  @Setup
  public void window() {
    window = RandomWalk.window(0, SYMBOL, Timeframe.FIVE_MINUTES, bars);
  }

  @Benchmark
  public void columnar(Blackhole sink) {
    evaluate(new ColumnarEngine(), window, sink);
  }

  @Benchmark
  public void ta4j(Blackhole sink) {
    evaluate(new Ta4jEngine(), window, sink);
  }
}
