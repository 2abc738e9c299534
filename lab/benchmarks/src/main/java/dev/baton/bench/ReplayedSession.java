package dev.baton.bench;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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
@Figure("a replayed session, one generation: all slots, 26 symbols")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ReplayedSession {

  private static final LocalDate DATE = LocalDate.of(2026, 6, 12);

  private final TradingCalendar calendar = TradingCalendar.nse();
  private Replay replay;

  /** Makes every symbol's candles. */
  @Setup
  public void candles() {
    List<CandleSeries> series = new ArrayList<>();
    for (Symbol symbol : ReplayRange.allSymbols()) {
      for (Timeframe timeframe : List.of(Timeframe.ONE_DAY, Timeframe.FIVE_MINUTES)) {
        series.add(
            CandleSeries.of(
                symbol,
                timeframe,
                Walk.candles(
                    symbol,
                    timeframe,
                    calendar,
                    DATE.minusDays(timeframe.intraday() ? 7 : 260),
                    DATE)));
      }
    }
    replay =
        new Replay(
            RecordedCandles.of(series),
            calendar,
            new ReplayRange(DATE, DATE, EnumSet.allOf(Category.class)),
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
