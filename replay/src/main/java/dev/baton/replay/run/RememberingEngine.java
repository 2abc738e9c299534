package dev.baton.replay.run;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An engine that evaluates the same columns only once: the legacy generation evaluates a daily bar in up to 13 slots a day, and
 * the result depends on the window alone. Not safe for use by several threads.
 */
final class RememberingEngine implements SignalEngine {

  private record Asked(Set<Strategy> strategies, Set<Side> sides) {}

  private record Answer(CandleSeries window, List<StrategySignal> signals) {}

  private final SignalEngine engine;
  private final Map<Asked, Answer> newest = new HashMap<>();

  RememberingEngine(SignalEngine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    Asked asked = new Asked(strategies, sides);
    Answer known = newest.get(asked);
    // Each a prefix of the other: the same columns, from the same bar to the same bar.
    if (known != null && known.window().isPrefixOf(window) && window.isPrefixOf(known.window())) {
      return known.signals();
    }
    List<StrategySignal> signals = engine.evaluate(window, strategies, sides);
    newest.put(asked, new Answer(window, signals));
    return signals;
  }
}
