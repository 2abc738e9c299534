package dev.baton.bench;

import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All that a window can cost: its candles, fetched just now, enter the columns, which makes the links of the fingerprint,
 * and an engine that remembers nothing evaluates it.
 */
@State(Scope.Benchmark)
public class FromCandles extends EngineBenchmark {

  private static final Symbol SYMBOL = Symbol.of("TCS");

  /** Bars of the windows of short_term, long_term and, at the end of a session, day_trading. */
  @Param({"70", "170", "225"})
  public int bars;

  private List<Candle> candles;

  /** Makes the candles. */
  @Setup
  public void candles() {
    candles = RandomWalk.window(0, SYMBOL, Timeframe.FIVE_MINUTES, bars).toList();
  }

  @Benchmark
  public void columnar(Blackhole sink) {
    evaluate(new ColumnarEngine(), window(), sink);
  }

  @Benchmark
  public void ta4j(Blackhole sink) {
    evaluate(new Ta4jEngine(), window(), sink);
  }

  private CandleSeries window() {
    return CandleSeries.of(SYMBOL, Timeframe.FIVE_MINUTES, candles);
  }
}
