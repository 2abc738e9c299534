package dev.baton.bench;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.DueBars;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.scan.BarEvaluation;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Everything that a unified scan of all categories does with its candles once it has them, on one thread: due bars, calendar,
 * windows, fingerprints, indicators, rules. The slot is the session's last, so that {@code day_trading} has its longest
 * window.
 */
@State(Scope.Benchmark)
public class UnifiedScanAnalysis extends EngineBenchmark {

  private static final Instant SLOT = MarketTime.instant(RandomWalk.LAST, LocalTime.of(15, 30));

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final DueBars due = new DueBars(calendar);
  private final Map<Symbol, Map<Timeframe, CandleSeries>> candles = new LinkedHashMap<>();
  private BarEvaluation evaluatedBefore;

  /** Makes every symbol's candles, and an engine that has seen them. */
  @Setup
  public void candles() {
    for (Category category : Category.values()) {
      for (Symbol symbol : CategoryDefaults.universe(category)) {
        candles
            .computeIfAbsent(symbol, _ -> new EnumMap<>(Timeframe.class))
            .computeIfAbsent(category.signalTimeframe(), timeframe -> candles(symbol, timeframe));
      }
    }
    evaluatedBefore = new BarEvaluation(due, new ColumnarEngine());
  }

  /** No window was seen before. */
  @Benchmark
  public void columnar(Blackhole sink) {
    scan(new BarEvaluation(due, new ColumnarEngine()), sink);
  }

  /** The same scan once more: no window has changed. */
  @Benchmark
  public void columnarUnchanged(Blackhole sink) {
    scan(evaluatedBefore, sink);
  }

  @Benchmark
  public void ta4j(Blackhole sink) {
    scan(new BarEvaluation(due, new Ta4jEngine()), sink);
  }

  private void scan(BarEvaluation evaluation, Blackhole sink) {
    for (Category category : Category.values()) {
      for (Symbol symbol : CategoryDefaults.universe(category)) {
        sink.consume(
            evaluation.evaluate(
                category, candles.get(symbol).get(category.signalTimeframe()), SLOT));
      }
    }
  }
}
