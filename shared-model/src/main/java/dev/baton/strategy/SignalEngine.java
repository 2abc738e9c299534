package dev.baton.strategy;

import dev.baton.market.CandleSeries;
import java.util.List;
import java.util.Set;

/**
 * Evaluates strategies over a window of closed bars. There are two implementations, so that their agreement is evidence (ADR
 * 5): one on ta4j over the whole window each time, one on columns of primitives grown bar by bar. Safe for use by several
 * threads.
 */
public interface SignalEngine {

  /** Least number of bars of a window; with fewer there is no signal. */
  int MINIMUM_BARS = 50;

  /** A short name for logs and reports, for example {@code ta4j}. */
  String name();

  /**
   * The signals at the window's last bar, in the order of {@link Strategy}, at most one for each. All indicators start at the
   * window's first bar. Empty with fewer than {@link #MINIMUM_BARS} bars.
   *
   * @param strategies the strategies to evaluate
   * @param sides the sides to keep
   */
  List<StrategySignal> evaluate(CandleSeries window, Set<Strategy> strategies, Set<Side> sides);
}
