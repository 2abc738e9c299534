package dev.baton.scan;

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
 * What a category says of a symbol at a slot: exactly one bar, the newest that is due, over a window that is anchored on
 * that bar's own date. Whoever evaluates it, and whenever, gets the same result from the same candles.
 */
public final class BarEvaluation {

  private final BarSelection due;
  private final SignalEngine engine;

  public BarEvaluation(BarSelection due, SignalEngine engine) {
    this.due = due;
    this.engine = engine;
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
   * Evaluates the due bar.
   *
   * @param series candles of the category's signal timeframe from the window's start or earlier; newer bars than the due
   *     one are ignored
   */
  public SymbolResult evaluate(Category category, CandleSeries series, Instant slot) {
    Instant bar = dueBar(category, slot);
    if (series.indexOf(bar) < 0) {
      return missing(category, series.symbol(), bar);
    }
    CandleSeries window = series.between(due.windowStart(category.window(), bar), bar);
    Fingerprint input = Fingerprint.of(window);
    if (window.size() < SignalEngine.MINIMUM_BARS) {
      return new SymbolResult(
          category,
          series.symbol(),
          bar,
          Outcome.TOO_FEW_BARS,
          Optional.of(input),
          Optional.of(window),
          List.of(),
          window.size() + " bars in the window, " + SignalEngine.MINIMUM_BARS + " are needed");
    }
    List<Signal> signals = new ArrayList<>(0);
    for (StrategySignal values : engine.evaluate(window, category.strategies(), category.sides())) {
      SignalKey key =
          new SignalKey(category, series.symbol(), values.strategy(), values.side(), bar);
      signals.add(new Signal(key, values, input));
    }
    return new SymbolResult(
        category,
        series.symbol(),
        bar,
        Outcome.EVALUATED,
        Optional.of(input),
        Optional.of(window),
        signals,
        "");
  }

  /** The due bar is not there: nothing is evaluated in its place. */
  public SymbolResult missing(Category category, Symbol symbol, Instant bar) {
    return new SymbolResult(
        category,
        symbol,
        bar,
        Outcome.BAR_MISSING,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "no bar of " + MarketTime.offset(bar));
  }

  /**
   * There are no candles: the broker did not answer in time, or the call failed. A history that is empty where there are
   * sessions is a failure too: that a bar is missing can be seen only beside others.
   */
  public SymbolResult unfetched(
      Category category, Symbol symbol, Instant slot, CandleFailure failure) {
    String detail = failure.label() + ": " + failure.message();
    return switch (failure) {
      case CandleFailure.TimedOut _ -> without(category, symbol, slot, Outcome.TIMED_OUT, detail);
      case CandleFailure.Unavailable _,
          CandleFailure.RateLimited _,
          CandleFailure.LoginNeeded _,
          CandleFailure.Rejected _,
          CandleFailure.RangeTooLong _,
          CandleFailure.NoData _,
          CandleFailure.Malformed _,
          CandleFailure.UnknownInstrument _,
          CandleFailure.NotCalled _ ->
          without(category, symbol, slot, Outcome.FAILED, detail);
    };
  }

  /** A defect of ours, or of a library: it costs the symbol, not the scan. */
  public SymbolResult broken(
      Category category, Symbol symbol, Instant slot, RuntimeException defect) {
    return without(category, symbol, slot, Outcome.FAILED, "defect: " + defect);
  }

  /** A symbol without a result. */
  public SymbolResult without(
      Category category, Symbol symbol, Instant slot, Outcome outcome, String detail) {
    return new SymbolResult(
        category,
        symbol,
        dueBar(category, slot),
        outcome,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        detail);
  }
}
