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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A session of {@code day_trading}: two sessions are there, and the window grows from 150 bars to 225. Per bar: the candle
 * enters the columns, the window is hashed, the signals of its last bar are found.
 */
@Figure("a window grown by one bar, from the candle to signals and fingerprint")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrownByOneBar {

  private static final Symbol SYMBOL = Symbol.of("TCS");
  private static final int SESSION = 75;

  private List<Candle> candles;
  private CandleSeries before;
  private SignalEngine columnar;

  /** Makes the candles. */
  @Setup
  public void candles() {
    candles = Walk.window(SYMBOL, Timeframe.FIVE_MINUTES, 3 * SESSION).toList();
  }

  /** The evening before: the two sessions are evaluated. Every invocation is another morning. */
  @Setup(Level.Invocation)
  public void twoSessions() {
    before = CandleSeries.of(SYMBOL, Timeframe.FIVE_MINUTES, candles.subList(0, 2 * SESSION));
    columnar = new ColumnarEngine();
    evaluate(columnar, before);
  }

  @Benchmark
  @OperationsPerInvocation(SESSION)
  @AtMost(micros = 1)
  public void columnar(Blackhole sink) {
    session(columnar, sink);
  }

  @Benchmark
  @OperationsPerInvocation(SESSION)
  public void ta4j(Blackhole sink) {
    session(new Ta4jEngine(), sink);
  }

  private void session(SignalEngine engine, Blackhole sink) {
    CandleSeries window = before;
    for (int i = 2 * SESSION; i < candles.size(); i++) {
      window =
          window.append(CandleSeries.of(SYMBOL, Timeframe.FIVE_MINUTES, candles.subList(i, i + 1)));
      sink.consume(Fingerprint.of(window));
      sink.consume(evaluate(engine, window));
    }
  }

  private static List<?> evaluate(SignalEngine engine, CandleSeries window) {
    return engine.evaluate(window, Category.DAY_TRADING.strategies(), Category.DAY_TRADING.sides());
  }
}
