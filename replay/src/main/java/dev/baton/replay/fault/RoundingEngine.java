package dev.baton.replay.fault;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.List;
import java.util.Set;

/** An engine whose prices are rounded to whole {@link #TICK}s. */
record RoundingEngine(SignalEngine engine, Scope scope) implements SignalEngine {

  /** Most stocks' tick, in rupees. */
  static final double TICK = 0.05;

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    List<StrategySignal> signals = engine.evaluate(window, strategies, sides);
    return signals.isEmpty() || !scope.covers(window.lastTime())
        ? signals
        : signals.stream().map(RoundingEngine::rounded).toList();
  }

  private static StrategySignal rounded(StrategySignal signal) {
    return new StrategySignal(
        signal.strategy(),
        signal.side(),
        rounded(signal.entry()),
        rounded(signal.stopLoss()),
        rounded(signal.target()),
        signal.confidence());
  }

  private static double rounded(double price) {
    return Math.round(price / TICK) * TICK;
  }
}
