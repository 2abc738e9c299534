package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.ShortInputs;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategyRules;
import dev.baton.strategy.StrategySignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns of primitives, grown bar by bar: a window that extends the last one of the same start costs one step a bar, an
 * unchanged one nothing.
 */
public final class ColumnarEngine implements SignalEngine {

  /** Windows it remembers: three rules for each of some hundred symbols. */
  private static final int REMEMBERED = 512;

  private record Key(Symbol symbol, Timeframe timeframe, long firstBar) {}

  /** What was computed at the window's last bar, and the state to go on from. */
  private static final class Remembered {
    private GrownWindow state;
    private int bars;
    private Indicators indicators;
    private CrossingState before;
    private ShortInputs shortInputs;

    synchronized void moveTo(CandleSeries window) {
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
      shortInputs = state.shortInputs();
    }

    synchronized <T> T at(CandleSeries window, java.util.function.Function<Remembered, T> read) {
      moveTo(window);
      return read.apply(this);
    }
  }

  private final Map<Key, Remembered> windows =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Remembered> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Override
  public String name() {
    return "columnar";
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    if (window.size() < MINIMUM_BARS) {
      return List.of();
    }
    return remembered(window)
        .at(
            window,
            at ->
                StrategyRules.evaluate(
                    at.indicators, at.before, () -> at.shortInputs, strategies, sides));
  }

  /**
   * The indicators at the window's last bar.
   *
   * @throws IllegalArgumentException if the window has fewer bars than {@link #MINIMUM_BARS}
   */
  public Indicators indicators(CandleSeries window) {
    if (window.size() < MINIMUM_BARS) {
      throw new IllegalArgumentException(
          "indicators need %d bars: %s".formatted(MINIMUM_BARS, window));
    }
    return remembered(window).at(window, at -> at.indicators);
  }

  private Remembered remembered(CandleSeries window) {
    Key key = new Key(window.symbol(), window.timeframe(), window.epochSecond(0));
    synchronized (windows) {
      return windows.computeIfAbsent(key, _ -> new Remembered());
    }
  }
}
