package dev.baton.judge.golden;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.Labelled;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.Tolerances;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A replay's signals against reference signals: equal on every bar whose window is the same there, and counted by reason where
 * they cannot be.
 *
 * @param generations by label, then category
 * @param differences signals that differ although the window is the same, the first hundred
 */
public record GoldenComparison(
    Map<String, Map<String, Counts>> generations, List<String> differences) {

  private static final int MOST_DIFFERENCES = 100;

  /** 1e-9 relative (ADR 5). A replay's signals are not stored, so nothing rounds them. */
  private static final Tolerances TOLERANCES = Tolerances.DEFAULT.relativeAlone();

  private static final Set<Strategy> COMMON =
      EnumSet.of(Strategy.EMA_CROSSOVER, Strategy.BOLLINGER_BANDS, Strategy.MOMENTUM);

  /** The fate of a signal of either side, in the order of the checks. */
  public enum Fate implements Labelled {
    /** The reference has signals of every symbol for every category; the category's universe lacks this one. */
    OUTSIDE_UNIVERSE,
    /** The category keeps the other side only. */
    SIDE_NOT_KEPT,
    /** The bar was due in no slot of the range. */
    OUTSIDE_RANGE,
    /** The bar was due and could not be evaluated: a hole in the data, at the bar or in its window. */
    NOT_EVALUATED,
    /** The reference has no signals of the symbol. */
    SYMBOL_NOT_IN_REFERENCE,
    /** The reference has no signals of the strategy. */
    STRATEGY_NOT_IN_REFERENCE,
    /** The windows start at different bars, sessions here, calendar days there; or the window has unexplained holes. */
    OTHER_WINDOW,
    /** Both have it, with equal values. */
    EQUAL,
    /** Both have it, and the values differ. */
    DRIFTED,
    /** Only the reference has it. */
    MISSING,
    /** Only the replay has it. */
    EXTRA
  }

  /**
   * The counts of a category.
   *
   * @param barsOfTheSameWindow bars that were evaluated over the reference's own window
   * @param barsOfAnotherWindow bars that were evaluated over another one
   * @param reference the reference's signals, by fate
   * @param replay the replay's signals, by fate
   */
  public record Counts(
      int barsOfTheSameWindow,
      int barsOfAnotherWindow,
      Map<String, Integer> reference,
      Map<String, Integer> replay) {}

  /** Whether no signal differs where the window is the same. */
  @JsonIgnore
  public boolean equal() {
    return differences.isEmpty();
  }

  /** Compares both generations of a run with the reference. */
  public static GoldenComparison of(ReplayRun run, GoldenSignals golden) {
    Map<String, Map<String, Counts>> generations = new LinkedHashMap<>();
    List<String> differences = new ArrayList<>();
    for (Generation generation : Generation.values()) {
      Side side = new Side(run.replay(), run.of(generation), golden);
      Map<String, Counts> categories = new LinkedHashMap<>();
      for (Category category : run.replay().range().categories()) {
        categories.put(category.label(), side.counts(category, differences));
      }
      generations.put(generation.label(), categories);
    }
    return new GoldenComparison(generations, differences.stream().limit(MOST_DIFFERENCES).toList());
  }

  /** One generation's side. */
  private static final class Side {

    private final Replay replay;
    private final GenerationRecord record;
    private final GoldenSignals golden;
    private final Set<Symbol> symbols;
    private final Set<BarKey> due = new HashSet<>();
    private final Map<BarKey, Boolean> sameWindow = new HashMap<>();
    private final Map<SignalKey, StrategySignal> found = new LinkedHashMap<>();

    Side(Replay replay, GenerationRecord record, GoldenSignals golden) {
      this.replay = replay;
      this.record = record;
      this.golden = golden;
      this.symbols =
          golden.signals().keySet().stream().map(SignalKey::symbol).collect(Collectors.toSet());
      for (Evaluation evaluation : record.evaluations()) {
        due.add(evaluation.bar());
        if (evaluation.evaluated()) {
          sameWindow.put(evaluation.bar(), evaluation.lacking() == 0 && same(evaluation));
        }
      }
      for (PublishedSignal published : record.signals()) {
        found.put(published.signal().key(), published.signal().values());
      }
    }

    private boolean same(Evaluation evaluation) {
      BarKey bar = evaluation.bar();
      CandleSeries series = replay.candles().series(bar.symbol(), bar.category().signalTimeframe());
      Instant start =
          MarketTime.startOf(
              MarketTime.date(bar.barTime()).minusDays(GoldenSignals.days(bar.category())));
      CandleSeries window = series.between(start, bar.barTime());
      Fingerprint input = evaluation.input().orElseThrow();
      return !window.isEmpty()
          && window.time(0).equals(input.firstBar())
          && window.size() == input.bars();
    }

    Counts counts(Category category, List<String> differences) {
      Map<Boolean, Long> bars =
          sameWindow.entrySet().stream()
              .filter(bar -> bar.getKey().category() == category)
              .collect(Collectors.partitioningBy(Map.Entry::getValue, Collectors.counting()));
      return new Counts(
          bars.get(true).intValue(),
          bars.get(false).intValue(),
          fates(golden.signals().keySet(), category, this::fateOfReference, differences),
          fates(found.keySet(), category, this::fateOfReplay, differences));
    }

    private Map<String, Integer> fates(
        Set<SignalKey> keys,
        Category category,
        Function<SignalKey, Fate> fate,
        List<String> differences) {
      Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
      for (SignalKey key : keys) {
        if (key.category() == category) {
          counts.merge(noted(key, fate.apply(key), differences), 1, Integer::sum);
        }
      }
      Map<String, Integer> labelled = new LinkedHashMap<>();
      counts.forEach((kind, count) -> labelled.put(kind.label(), count));
      return labelled;
    }

    /** A drifted signal is counted on both sides, and named once. */
    private Fate noted(SignalKey key, Fate fate, List<String> differences) {
      String text = "%s: %s is %s".formatted(record.generation().label(), key, fate.label());
      boolean differs = fate == Fate.DRIFTED || fate == Fate.MISSING || fate == Fate.EXTRA;
      if (differs && !differences.contains(text)) {
        differences.add(text);
      }
      return fate;
    }

    private Fate fateOfReference(SignalKey key) {
      if (!replay.range().scans(key.category(), key.symbol())) {
        return Fate.OUTSIDE_UNIVERSE;
      }
      if (!key.category().sides().contains(key.side())) {
        return Fate.SIDE_NOT_KEPT;
      }
      if (!due.contains(BarKey.of(key))) {
        return Fate.OUTSIDE_RANGE;
      }
      Boolean same = sameWindow.get(BarKey.of(key));
      if (same == null) {
        return Fate.NOT_EVALUATED;
      }
      if (!same) {
        return Fate.OTHER_WINDOW;
      }
      return found.containsKey(key) ? fateOfBoth(key) : Fate.MISSING;
    }

    private Fate fateOfReplay(SignalKey key) {
      if (!symbols.contains(key.symbol())) {
        return Fate.SYMBOL_NOT_IN_REFERENCE;
      }
      if (!COMMON.contains(key.strategy())) {
        return Fate.STRATEGY_NOT_IN_REFERENCE;
      }
      if (!sameWindow.getOrDefault(BarKey.of(key), false)) {
        return Fate.OTHER_WINDOW;
      }
      return golden.signals().containsKey(key) ? fateOfBoth(key) : Fate.EXTRA;
    }

    private Fate fateOfBoth(SignalKey key) {
      return TOLERANCES.equal(found.get(key), golden.signals().get(key))
          ? Fate.EQUAL
          : Fate.DRIFTED;
    }
  }
}
