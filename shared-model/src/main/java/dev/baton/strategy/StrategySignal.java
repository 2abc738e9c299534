package dev.baton.strategy;

import static java.util.Objects.requireNonNull;

/**
 * The signal of a strategy at a window's last bar.
 *
 * @param entry the last bar's close, in rupees
 * @param stopLoss price at which to close the position with a loss, in rupees
 * @param target price at which to take the profit, in rupees
 * @param confidence 0 to 1
 */
public record StrategySignal(
    Strategy strategy, Side side, double entry, double stopLoss, double target, double confidence) {

  public StrategySignal {
    requireNonNull(strategy, "strategy is null");
    requireNonNull(side, "side is null");
  }
}
