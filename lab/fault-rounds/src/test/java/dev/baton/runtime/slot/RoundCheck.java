package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.fault.FaultKind.Answer;
import dev.baton.simulator.fault.FaultKind.Bars;
import dev.baton.simulator.fault.FaultKind.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a day with the same generation's day without a fault. A result is marked if its bar was not evaluated, or if its
 * window lacks bars; it carries their number then, and so does each of its signals.
 *
 * <ul>
 *   <li>A result without a mark has the clean day's window and signals, value by value.
 *   <li>A mark has its reason: a fault of the symbol that can cause it.
 *   <li>A window that lacks bars has the clean day's bars, as many fewer as the mark says.
 *   <li>Every bar of the clean day has a result, and no other bar has one.
 * </ul>
 */
final class RoundCheck {

  private final Generation generation;
  private final Map<Bar, SymbolResult> clean;

  /** What a result is about. */
  private record Bar(Category category, Symbol symbol, Instant time) {

    static Bar of(SymbolResult result) {
      return new Bar(result.category(), result.symbol(), result.barTime());
    }

    @Override
    public String toString() {
      return "%s %s %s".formatted(category.label(), symbol, MarketTime.text(time));
    }
  }

  private RoundCheck(Generation generation, Map<Bar, SymbolResult> clean) {
    this.generation = generation;
    this.clean = clean;
  }

  /** Compares with that day. */
  static RoundCheck with(Generation generation, List<SymbolResult> cleanDay) {
    Map<Bar, SymbolResult> clean = new HashMap<>();
    for (SymbolResult result : cleanDay) {
      SymbolResult before = clean.put(Bar.of(result), result);
      if (result.outcome() != Outcome.EVALUATED
          || result.lacking() > 0
          || before != null && !before.signals().equals(result.signals())) {
        throw new AssertionError("the clean day is not clean: " + text(result));
      }
    }
    return new RoundCheck(generation, clean);
  }

  static boolean marked(SymbolResult result) {
    return result.outcome() != Outcome.EVALUATED || result.lacking() > 0;
  }

  /** What is wrong with a round, with its seed and its faults; empty if nothing is. */
  List<String> defects(long seed, List<Fault> faults, Round round) {
    List<String> defects = new ArrayList<>();
    for (Category category : Category.values()) {
      if (!round.done(category).equals(Round.due(generation, category))) {
        defects.add("slots done of " + category.label() + ": " + round.done(category));
      }
    }
    Set<Bar> missing = new HashSet<>(clean.keySet());
    for (SymbolResult result : round.results()) {
      Bar bar = Bar.of(result);
      missing.remove(bar);
      SymbolResult expected = clean.get(bar);
      if (expected == null) {
        defects.add("a result of another bar: " + text(result));
      } else if (!marked(result)) {
        if (!result.signals().equals(expected.signals())
            || !result.window().equals(expected.window())) {
          defects.add(
              "another result without a mark: %s; on the clean day %s"
                  .formatted(text(result), text(expected)));
        }
      } else {
        marks(result, expected, faults, defects);
      }
    }
    missing.forEach(bar -> defects.add("no result of " + bar));
    return defects.stream()
        .map(
            defect ->
                "%s, seed %d: %s%n  faults %s"
                    .formatted(generation.label(), seed, defect, texts(faults)))
        .toList();
  }

  private static void marks(
      SymbolResult result, SymbolResult expected, List<Fault> faults, List<String> defects) {
    if (faults.stream()
        .noneMatch(
            fault ->
                fault.symbol().filter(of -> !of.equals(result.symbol().value())).isEmpty()
                    && causes(fault.kind(), result.outcome()))) {
      defects.add("a mark without a fault: " + text(result));
    }
    if (result.signals().stream().anyMatch(signal -> signal.lacking() != result.lacking())) {
      defects.add("a signal without the mark of its bar: " + text(result));
    }
    if (result.window().isEmpty()) {
      return;
    }
    CandleSeries window = result.window().get();
    CandleSeries whole = expected.window().orElseThrow();
    if (whole.size() - window.size() != result.lacking()) {
      defects.add(
          "%s bars of %s are there: %s".formatted(window.size(), whole.size(), text(result)));
    }
    if (result.outcome() == Outcome.EVALUATED && !candles(whole).containsAll(candles(window))) {
      defects.add("other bars than those of the clean day: " + text(result));
    }
  }

  private static Set<Candle> candles(CandleSeries series) {
    Set<Candle> candles = new HashSet<>();
    for (int i = 0; i < series.size(); i++) {
      candles.add(series.get(i));
    }
    return candles;
  }

  private static boolean causes(FaultKind kind, Outcome outcome) {
    boolean hole = kind == Bars.MISSING_BAR || kind == Bars.LATE_BAR || kind == Bars.MALFORMED_BAR;
    return switch (outcome) {
      case EVALUATED, INCOMPLETE, TOO_FEW_BARS, BAR_MISSING -> hole;
      case SUSPENDED -> kind == Bars.SPLIT;
      case FAILED, TIMED_OUT ->
          kind instanceof Answer || kind instanceof Transport || kind == Bars.EMPTY_HISTORY;
    };
  }

  private static String text(SymbolResult result) {
    return "%s %s lacks %d %s %s"
        .formatted(
            Bar.of(result),
            result.outcome().label(),
            result.lacking(),
            result.signals(),
            result.detail());
  }

  private static String texts(List<Fault> faults) {
    return String.join("; ", faults.stream().map(RoundCheck::text).toList());
  }

  private static String text(Fault fault) {
    StringBuilder text = new StringBuilder(fault.kind().label());
    text.append(' ').append(fault.symbol().orElse("all symbols"));
    fault.interval().ifPresent(interval -> text.append(' ').append(interval));
    fault.barTime().ifPresent(bar -> text.append(" bar ").append(MarketTime.text(bar)));
    fault.from().ifPresent(from -> text.append(" from ").append(MarketTime.text(from)));
    fault.until().ifPresent(until -> text.append(" until ").append(MarketTime.text(until)));
    fault.times().ifPresent(times -> text.append(" times ").append(times));
    return text.append(" probability ").append(fault.probability()).toString();
  }
}
