package dev.baton.scan;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.List;
import java.util.Set;

/** An engine that finds a signal on each bar, so that a signal shows whether the bar was evaluated. */
final class SignalOfEachBar implements SignalEngine {

  static final SignalEngine ENGINE = new SignalOfEachBar();

  private SignalOfEachBar() {}

  @Override
  public String name() {
    return "always";
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    return List.of(new StrategySignal(Strategy.MOMENTUM, Side.SELL, 100, 101, 98, 0.8));
  }
}
