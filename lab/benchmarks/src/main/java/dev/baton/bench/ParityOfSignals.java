package dev.baton.bench;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.ParityCheck;
import dev.baton.parity.ParityReport;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.RecordedWindows;
import dev.baton.parity.StrategySide;
import dev.baton.parity.Tolerances;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * A comparison of two generations that each found 100,000 signals, one for each bar that was due, with its evaluation. One in
 * a thousand was not published by one side, and is explained.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class ParityOfSignals {

  static final int SIGNALS = 100_000;
  private static final int ONE_IN = 1000;
  private static final LocalDate FIRST = LocalDate.of(2025, 7, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 6, 12);

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final DueBars due = new DueBars(calendar);
  private final ParityCheck check =
      new ParityCheck(due, Tolerances.DEFAULT, List.of(), new ColumnarEngine());
  private DueSlots slots;
  private GenerationEvidence legacy;
  private GenerationEvidence optimized;

  /** Makes the evidence of both sides. */
  @Setup
  public void evidence() {
    Timetable timetable = Timetable.defaults(() -> calendar);
    // The first slot of a session looks at the last bar of the one before once more: that finds
    // nothing new.
    List<Instant> times =
        calendar.sessionDates(FIRST, LAST).stream()
            .flatMap(
                date ->
                    timetable.due(Generation.LEGACY, Category.DAY_TRADING, date).complete().stream()
                        .skip(1))
            .limit(SIGNALS / CategoryDefaults.universe(Category.DAY_TRADING).size())
            .toList();
    Map<Category, List<Instant>> ofCategory = Map.of(Category.DAY_TRADING, times);
    slots = new DueSlots(Map.of(Generation.LEGACY, ofCategory, Generation.OPTIMIZED, ofCategory));
    legacy = recorded(Generation.LEGACY, times);
    optimized = recorded(Generation.OPTIMIZED, times);
  }

  private GenerationEvidence recorded(Generation generation, List<Instant> times) {
    List<Evaluation> evaluations = new ArrayList<>();
    List<PublishedSignal> signals = new ArrayList<>();
    int number = 0;
    for (Symbol symbol : CategoryDefaults.universe(Category.DAY_TRADING)) {
      for (Instant slot : times) {
        Instant bar = due.newestDue(Timeframe.FIVE_MINUTES, slot);
        Instant first = due.windowStart(Category.DAY_TRADING.window(), bar);
        Fingerprint input = new Fingerprint(Timeframe.FIVE_MINUTES, first, bar, 200, number);
        evaluations.add(
            new Evaluation(
                new BarKey(Category.DAY_TRADING, symbol, bar),
                slot,
                slot,
                Outcome.EVALUATED,
                "",
                Optional.of(input),
                Set.of(new StrategySide(Strategy.MOMENTUM, Side.BUY)),
                "r1"));
        number++;
        if (generation == Generation.LEGACY || number % ONE_IN != 0) {
          signals.add(
              new PublishedSignal(signal(symbol, bar, input, number), slot, slot.plusSeconds(2)));
        }
      }
    }
    return new GenerationEvidence(
        generation,
        Map.of(Category.DAY_TRADING, new HashSet<>(times)),
        evaluations,
        signals,
        RecordedWindows.NONE,
        Map.of());
  }

  private static Signal signal(Symbol symbol, Instant bar, Fingerprint input, int number) {
    double entry = 100 + number % 977;
    return new Signal(
        new SignalKey(Category.DAY_TRADING, symbol, Strategy.MOMENTUM, Side.BUY, bar),
        new StrategySignal(Strategy.MOMENTUM, Side.BUY, entry, entry * 0.99, entry * 1.02, 0.8),
        input);
  }

  @Benchmark
  public ParityReport check() {
    return check.check(FIRST, LAST, Set.of(Category.DAY_TRADING), slots, legacy, optimized);
  }
}
