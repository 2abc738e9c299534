package dev.baton.bench;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.Universe;
import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One session of one generation, replayed on one thread: every slot of every category for every symbol, through its scan core
 * and its candle source. The legacy generation is the one on ta4j.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ReplayedSession {

  private Replay replay;

  /** Makes every symbol's candles. */
  @Setup
  public void candles() {
    List<CandleSeries> series = new ArrayList<>();
    for (Symbol symbol : Universe.DEFAULT.all()) {
      for (Timeframe timeframe : List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES)) {
        series.add(EngineBenchmark.candles(symbol, timeframe));
      }
    }
    replay =
        new Replay(
            RecordedCandles.of(series),
            TradingCalendar.nse(),
            new ReplayRange(RandomWalk.LAST, RandomWalk.LAST, EnumSet.allOf(Category.class)),
            1);
  }

  @Benchmark
  public GenerationRecord columnar() throws InterruptedException {
    return replay.run(Generation.OPTIMIZED, Progress.NONE);
  }

  @Benchmark
  public GenerationRecord ta4j() throws InterruptedException {
    return replay.run(Generation.LEGACY, Progress.NONE);
  }
}
