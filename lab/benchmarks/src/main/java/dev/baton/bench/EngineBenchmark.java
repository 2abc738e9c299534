package dev.baton.bench;

import dev.baton.category.Category;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.signal.Fingerprint;
import dev.baton.strategy.SignalEngine;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A benchmark of microseconds. Its iterations are many and short, so that their median leaves out what the rest of the
 * machine's work adds to some of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 30, timeUnit = TimeUnit.MILLISECONDS)
public abstract class EngineBenchmark {

  /** Hashes a window of {@code day_trading} and finds the signals of its last bar. */
  static void evaluate(SignalEngine engine, CandleSeries window, Blackhole sink) {
    sink.consume(Fingerprint.of(window));
    sink.consume(
        engine.evaluate(window, Category.DAY_TRADING.strategies(), Category.DAY_TRADING.sides()));
  }

  /** The candles of a scan on the last session: daily ones of 260 days, five-minute ones of 7. */
  static CandleSeries candles(Symbol symbol, Timeframe timeframe) {
    LocalDate from = RandomWalk.LAST.minusDays(timeframe.intraday() ? 7 : 260);
    return CandleSeries.of(
        symbol, timeframe, RandomWalk.candles(0, symbol, timeframe, from, RandomWalk.LAST));
  }
}
