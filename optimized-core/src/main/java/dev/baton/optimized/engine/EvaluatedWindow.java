package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategyRules;
import dev.baton.strategy.StrategySignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The results at a window's last bar, and the state from which the next bar continues. Several categories share one window, and
 * most slots add no bar to it, so each question is answered once. Safe for use by several threads.
 */
final class EvaluatedWindow {

  private static final Strategy[] STRATEGIES = Strategy.values();
  private static final Side[] SIDES = Side.values();

  /** The signals of the strategies and sides that the bits name. */
  private record Answer(int asked, List<StrategySignal> signals) {}

  private GrownWindow state;
  private int bars;
  private Indicators indicators;
  private CrossingState before;
  private final List<Answer> answers = new ArrayList<>(2);

  /** The signals at the last bar of a window with enough bars. */
  synchronized List<StrategySignal> signals(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    moveTo(window);
    int asked = asked(strategies, sides);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).asked() == asked) {
        return answers.get(i).signals();
      }
    }
    List<StrategySignal> signals =
        StrategyRules.evaluate(indicators, before, state::shortInputs, strategies, sides);
    answers.add(new Answer(asked, signals));
    return signals;
  }

  /** The indicators at the last bar of a window with enough bars. */
  synchronized Indicators indicators(CandleSeries window) {
    moveTo(window);
    return indicators;
  }

  private void moveTo(CandleSeries window) {
    if (state == null || !state.growsInto(window)) {
      state = new GrownWindow(window);
    } else if (window.size() == bars) {
      return;
    } else {
      state.growTo(window);
    }
    bars = window.size();
    indicators = state.indicators();
    before = state.before();
    answers.clear();
  }

  /** The sets as bits, because a caller may change its sets. */
  private static int asked(Set<Strategy> strategies, Set<Side> sides) {
    int bits = 0;
    for (int i = 0; i < STRATEGIES.length; i++) {
      bits |= strategies.contains(STRATEGIES[i]) ? 1 << i : 0;
    }
    for (int i = 0; i < SIDES.length; i++) {
      bits |= sides.contains(SIDES[i]) ? 1 << STRATEGIES.length + i : 0;
    }
    return bits;
  }
}
