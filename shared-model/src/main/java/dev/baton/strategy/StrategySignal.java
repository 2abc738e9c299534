package dev.baton.strategy;

import static java.util.Objects.requireNonNull;

/**
 * What a strategy says of a window's last bar.
 *
 * @param strategy which strategy
 * @param side direction
 * @param entry the last bar's close, in rupees
 * @param stopLoss price at which the position is given up, in rupees
 * @param target price at which the profit is taken, in rupees
 * @param confidence 0 to 1
 */
public record StrategySignal(
    Strategy strategy, Side side, double entry, double stopLoss, double target, double confidence) {

  public StrategySignal {
    requireNonNull(strategy, "strategy is null");
    requireNonNull(side, "side is null");
  }
}
