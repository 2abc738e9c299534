package dev.baton.parity;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.List;
import java.util.Set;

/**
 * The simplest engine whose signals depend on every bar of the window: a close above the mean of all closes is bought, and
 * the mean is the stop.
 */
final class MeanEngine implements SignalEngine {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    if (window.size() < MINIMUM_BARS) {
      return List.of();
    }
    double sum = 0;
    for (int i = 0; i < window.size(); i++) {
      sum += window.close(i);
    }
    double mean = sum / window.size();
    double close = window.close(window.size() - 1);
    return close > mean && sides.contains(Side.BUY)
        ? List.of(
            new StrategySignal(Strategy.MOMENTUM, Side.BUY, close, mean, 2 * close - mean, 0.8))
        : List.of();
  }
}
