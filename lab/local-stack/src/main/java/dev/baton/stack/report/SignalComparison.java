package dev.baton.stack.report;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.stack.report.Evidence.Bar;
import dev.baton.stack.report.Evidence.EvaluationRow;
import dev.baton.stack.report.Evidence.Key;
import dev.baton.stack.report.Evidence.SignalRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signals of both generations by identity and values, over the bars that both evaluated. A signal of a bar that the other
 * one did not evaluate says nothing about either.
 *
 * @param barsInBoth bars that both evaluated
 * @param both signals of both with equal values
 * @param onlyLegacy signals of bars that both evaluated, found by legacy alone
 * @param onlyOptimized signals of bars that both evaluated, found by optimized alone
 * @param drifted signals of both with other values
 * @param notComparable signals of bars that one of them did not evaluate
 */
public record SignalComparison(
    int barsInBoth,
    int both,
    List<String> onlyLegacy,
    List<String> onlyOptimized,
    List<Drift> drifted,
    List<NotComparable> notComparable) {

  /** The relative difference up to which two values are equal. */
  public static final BigDecimal TOLERANCE = new BigDecimal("1e-9");

  /**
   * A signal whose values differ.
   *
   * @param sameInput whether both saw the same candles: then the code differs
   */
  public record Drift(String signal, String field, String legacy, String optimized, boolean sameInput) {}

  /** A signal that cannot be compared. */
  public record NotComparable(String signal, String generation, String why) {}

  /** Whether no signal of a bar that both evaluated differs. */
  public boolean identical() {
    return onlyLegacy.isEmpty() && onlyOptimized.isEmpty() && drifted.isEmpty();
  }

  /**
   * Compares.
   *
   * @param dueBars the bars that were due in the slots of a generation, symbols left out
   */
  static SignalComparison of(Evidence evidence, Map<Generation, Set<DueBar>> dueBars) {
    Map<Generation, Map<Bar, EvaluationRow>> seen = seen(evidence.evaluations());
    Map<Bar, EvaluationRow> byLegacy = seen.getOrDefault(Generation.LEGACY, Map.of());
    Map<Bar, EvaluationRow> byOptimized = seen.getOrDefault(Generation.OPTIMIZED, Map.of());
    Set<Bar> inBoth = new HashSet<>();
    byLegacy.forEach(
        (bar, row) -> {
          EvaluationRow other = byOptimized.get(bar);
          if (row.evaluated() && other != null && other.evaluated()) {
            inBoth.add(bar);
          }
        });

    Map<Key, SignalRow> legacy = signals(evidence, Generation.LEGACY);
    Map<Key, SignalRow> optimized = signals(evidence, Generation.OPTIMIZED);
    Set<Key> keys = new TreeSet<>(ORDER);
    keys.addAll(legacy.keySet());
    keys.addAll(optimized.keySet());

    int both = 0;
    List<String> onlyLegacy = new ArrayList<>();
    List<String> onlyOptimized = new ArrayList<>();
    List<Drift> drifted = new ArrayList<>();
    List<NotComparable> notComparable = new ArrayList<>();
    for (Key key : keys) {
      SignalRow left = legacy.get(key);
      SignalRow right = optimized.get(key);
      if (left != null && right != null) {
        List<Drift> drifts = drifts(left, right);
        drifted.addAll(drifts);
        both += drifts.isEmpty() ? 1 : 0;
      } else if (inBoth.contains(key.bar())) {
        (left != null ? onlyLegacy : onlyOptimized).add(key.toString());
      } else {
        Generation has = left != null ? Generation.LEGACY : Generation.OPTIMIZED;
        Generation other = left != null ? Generation.OPTIMIZED : Generation.LEGACY;
        EvaluationRow row = seen.getOrDefault(other, Map.of()).get(key.bar());
        notComparable.add(
            new NotComparable(
                key.toString(),
                has.label(),
                why(other, key.bar(), row, dueBars.getOrDefault(other, Set.of()))));
      }
    }
    return new SignalComparison(
        inBoth.size(), both, onlyLegacy, onlyOptimized, drifted, notComparable);
  }

  /** A bar that a slot evaluates for every symbol of the category. */
  public record DueBar(Category category, java.time.Instant time) {}

  private static String why(Generation other, Bar bar, EvaluationRow row, Set<DueBar> due) {
    if (row != null) {
      return "%s: %s%s"
          .formatted(other.label(), row.outcome(), row.detail().isEmpty() ? "" : ", " + row.detail());
    }
    return due.contains(new DueBar(bar.category(), bar.time()))
        ? "%s did not scan the bar although it was due".formatted(other.label())
        : "the bar was due in no slot of %s in this run".formatted(other.label());
  }

  private static final Comparator<Key> ORDER =
      Comparator.comparing((Key key) -> key.bar().category())
          .thenComparing(key -> key.bar().time())
          .thenComparing(key -> key.bar().symbol())
          .thenComparing(Key::strategy)
          .thenComparing(Key::side);

  /** A daily bar is evaluated in many slots; once is enough. */
  private static Map<Generation, Map<Bar, EvaluationRow>> seen(List<EvaluationRow> rows) {
    Map<Generation, Map<Bar, EvaluationRow>> seen = new HashMap<>();
    for (EvaluationRow row : rows) {
      seen.computeIfAbsent(row.generation(), _ -> new HashMap<>())
          .merge(row.bar(), row, (a, b) -> a.evaluated() ? a : b);
    }
    return seen;
  }

  private static Map<Key, SignalRow> signals(Evidence evidence, Generation generation) {
    Map<Key, SignalRow> signals = new HashMap<>();
    evidence.signals().stream()
        .filter(row -> row.generation() == generation)
        .forEach(row -> signals.putIfAbsent(row.key(), row));
    return signals;
  }

  private static List<Drift> drifts(SignalRow left, SignalRow right) {
    List<Drift> drifts = new ArrayList<>();
    boolean sameInput = left.input().equals(right.input());
    add(drifts, left, "entry", left.entry(), right.entry(), sameInput);
    add(drifts, left, "stop_loss", left.stopLoss(), right.stopLoss(), sameInput);
    add(drifts, left, "target", left.target(), right.target(), sameInput);
    add(drifts, left, "confidence", left.confidence(), right.confidence(), sameInput);
    if (!sameInput) {
      drifts.add(new Drift(left.key().toString(), "input", left.input(), right.input(), false));
    }
    return drifts;
  }

  private static void add(
      List<Drift> drifts, SignalRow row, String field, BigDecimal a, BigDecimal b, boolean sameInput) {
    BigDecimal limit = a.abs().max(b.abs()).multiply(TOLERANCE, MathContext.DECIMAL64);
    if (a.subtract(b).abs().compareTo(limit) > 0) {
      drifts.add(
          new Drift(row.key().toString(), field, a.toPlainString(), b.toPlainString(), sameInput));
    }
  }
}
