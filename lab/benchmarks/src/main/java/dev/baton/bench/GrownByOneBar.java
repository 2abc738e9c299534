package dev.baton.bench;

import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.strategy.SignalEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
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
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrownByOneBar extends EngineBenchmark {

  private static final Symbol SYMBOL = Symbol.of("TCS");
  private static final int SESSION = 75;

  private List<Candle> candles;
  private CandleSeries before;
  private SignalEngine columnar;

  /** Makes the candles. */
  @Setup
  public void candles() {
    candles = RandomWalk.window(0, SYMBOL, Timeframe.FIVE_MINUTES, 3 * SESSION).toList();
  }

  /** The evening before: the two sessions are evaluated. Every invocation is another morning. */
  @Setup(Level.Invocation)
  public void twoSessions(Blackhole sink) {
    before = CandleSeries.of(SYMBOL, Timeframe.FIVE_MINUTES, candles.subList(0, 2 * SESSION));
    columnar = new ColumnarEngine();
    evaluate(columnar, before, sink);
  }

  @Benchmark
  @OperationsPerInvocation(SESSION)
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
      evaluate(engine, window, sink);
    }
  }
}
