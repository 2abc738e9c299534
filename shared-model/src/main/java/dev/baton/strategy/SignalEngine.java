package dev.baton.strategy;

import dev.baton.market.CandleSeries;
import java.util.List;
import java.util.Set;

/**
 * Evaluates strategies over a window of closed bars. Two implementations exist so that their agreement is evidence: one on
 * ta4j over the whole window each time, one on columns of primitives grown bar by bar. Safe for use by several threads.
 */
public interface SignalEngine {

  /** Bars a window must have; with fewer there is no signal. */
  int MINIMUM_BARS = 50;

  /** A short name for logs and reports, for example {@code ta4j}. */
  String name();

  /**
   * What these strategies say of the window's last bar, in the order of {@link Strategy}, at most one signal each. All
   * indicators start at the window's first bar. Empty with fewer than {@link #MINIMUM_BARS} bars.
   *
   * @param window the bars of the window, the last one the bar to evaluate
   * @param strategies which to evaluate
   * @param sides the sides that are kept
   */
  List<StrategySignal> evaluate(CandleSeries window, Set<Strategy> strategies, Set<Side> sides);
}
