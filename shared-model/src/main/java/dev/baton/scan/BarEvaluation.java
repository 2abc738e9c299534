package dev.baton.scan;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.StrategySignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates a category for a symbol at a slot: the newest bar that is due, and before it those that are still awaited, each over
 * a window anchored on that bar's own date. The same candles give the same result in every process and at any time (ADR 1, 41).
 */
public final class BarEvaluation {

  private final BarSelection due;
  private final SignalEngine engine;
  private final WindowHoles holes;
  private final PriceBreaks breaks;

  /** With the default limits and without facts. */
  public BarEvaluation(BarSelection due, SignalEngine engine) {
    this(due, engine, WindowHoles.DEFAULT, PriceBreaks.DEFAULT);
  }

  /**
   * @param holes which windows are too incomplete for an evaluation
   * @param breaks which windows have a break of the price that nothing explains
   */
  public BarEvaluation(
      BarSelection due, SignalEngine engine, WindowHoles holes, PriceBreaks breaks) {
    this.due = due;
    this.engine = engine;
    this.holes = holes;
    this.breaks = breaks;
  }

  /** Open time of the bar that the category evaluates at that slot. */
  public Instant dueBar(Category category, Instant slot) {
    return due.newestDue(category.signalTimeframe(), slot);
  }

  /** Start of the window that the category evaluates at that slot. */
  public Instant windowStart(Category category, Instant slot) {
    return due.windowStart(category.window(), dueBar(category, slot));
  }

  /**
   * The result of evaluating the due bar. A window that lacks too many of the calendar's bars, or has an
   * unexplained break of the price, is not evaluated (ADR 39, 40).
   *
   * @param series candles of the category's signal timeframe from the window's start or earlier; bars newer than the due one
   *     are ignored
   */
  public SymbolResult evaluate(Category category, CandleSeries series, Instant slot) {
    return evaluateBar(category, series, dueBar(category, slot));
  }

  /**
   * The results of the due bar and of the awaited bars that the series has, each as if it were evaluated by itself. An awaited
   * bar that is not there has no result. A defect fails the one bar.
   *
   * @param series as in {@link #evaluate}
   */
  public BarResults evaluate(
      Category category, CandleSeries series, Instant slot, AwaitedBars awaited) {
    Instant newest = dueBar(category, slot);
    List<SymbolResult> late = new ArrayList<>(0);
    for (Instant bar : awaited.of(category, series.symbol(), slot)) {
      if (bar.isBefore(newest) && series.indexOf(bar) >= 0) {
        late.add(evaluateOrFail(category, series, bar));
      }
    }
    return new BarResults(evaluateOrFail(category, series, newest), late);
  }

  private SymbolResult evaluateOrFail(Category category, CandleSeries series, Instant bar) {
    try {
      return evaluateBar(category, series, bar);
    } catch (RuntimeException e) {
      return brokenBar(category, series.symbol(), bar, e);
    }
  }

  private SymbolResult evaluateBar(Category category, CandleSeries series, Instant bar) {
    if (series.indexOf(bar) < 0) {
      // No other bar is evaluated in its place.
      return withoutBar(
          category,
          series.symbol(),
          bar,
          Outcome.BAR_MISSING,
          "no bar of " + MarketTime.offset(bar));
    }
    CandleSeries window =
        breaks.adjusted(series.between(due.windowStart(category.window(), bar), bar));
    Fingerprint input = Fingerprint.of(window);
    int lacking = holes.lacking(category, window, bar, due);
    if (lacking > holes.most(category)) {
      return notEvaluated(
          category,
          window,
          input,
          lacking,
          Outcome.INCOMPLETE,
          holes.detail(category, window, lacking, bar, due));
    }
    if (window.size() < SignalEngine.MINIMUM_BARS) {
      return notEvaluated(
          category,
          window,
          input,
          lacking,
          Outcome.TOO_FEW_BARS,
          window.size() + " bars in the window, " + SignalEngine.MINIMUM_BARS + " are needed");
    }
    Optional<String> unexplained = breaks.unexplained(window);
    if (unexplained.isPresent()) {
      return notEvaluated(category, window, input, lacking, Outcome.SUSPENDED, unexplained.get());
    }
    List<Signal> signals = new ArrayList<>(0);
    for (StrategySignal values : engine.evaluate(window, category.strategies(), category.sides())) {
      SignalKey key =
          new SignalKey(category, series.symbol(), values.strategy(), values.side(), bar);
      signals.add(new Signal(key, values, input, lacking));
    }
    return new SymbolResult(
        category,
        series.symbol(),
        bar,
        Outcome.EVALUATED,
        Optional.of(input),
        Optional.of(window),
        lacking,
        signals,
        "");
  }

  private static SymbolResult notEvaluated(
      Category category,
      CandleSeries window,
      Fingerprint input,
      int lacking,
      Outcome outcome,
      String detail) {
    return new SymbolResult(
        category,
        window.symbol(),
        window.lastTime(),
        outcome,
        Optional.of(input),
        Optional.of(window),
        lacking,
        List.of(),
        detail);
  }

  /**
   * The result if there are no candles: the call timed out or failed. An empty history where the calendar has sessions is a
   * failure, too: only among other bars can one be missing.
   */
  public SymbolResult unfetched(
      Category category, Symbol symbol, Instant slot, CandleFailure failure) {
    return without(
        category,
        symbol,
        slot,
        failure instanceof CandleFailure.TimedOut ? Outcome.TIMED_OUT : Outcome.FAILED,
        failure.label() + ": " + failure.message());
  }

  /**
   * The result if our code or a library broke. The symbol fails, and the scan goes on.
   *
   * @throws UnknownCalendarException if that is what broke: the slot waits for the calendar then
   */
  public SymbolResult broken(
      Category category, Symbol symbol, Instant slot, RuntimeException defect) {
    return brokenBar(category, symbol, dueBar(category, slot), defect);
  }

  private static SymbolResult brokenBar(
      Category category, Symbol symbol, Instant bar, RuntimeException defect) {
    if (defect instanceof UnknownCalendarException unknown) {
      throw unknown;
    }
    return withoutBar(category, symbol, bar, Outcome.FAILED, "defect: " + defect);
  }

  /** The result of a symbol without an evaluation. */
  public SymbolResult without(
      Category category, Symbol symbol, Instant slot, Outcome outcome, String detail) {
    return withoutBar(category, symbol, dueBar(category, slot), outcome, detail);
  }

  private static SymbolResult withoutBar(
      Category category, Symbol symbol, Instant bar, Outcome outcome, String detail) {
    return new SymbolResult(
        category, symbol, bar, outcome, Optional.empty(), Optional.empty(), List.of(), detail);
  }
}
