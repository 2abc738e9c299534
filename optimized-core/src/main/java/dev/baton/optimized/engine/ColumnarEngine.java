package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The optimized generation's engine, on columns of primitives that grow bar by bar. A window that extends the last one with the
 * same start costs one step for each new bar; an unchanged window costs nothing.
 *
 * <p>Decided in ADR 5.
 */
public final class ColumnarEngine implements SignalEngine {

  /** Number of locks, a power of two. Symbols that are evaluated at the same time seldom wait for each other. */
  private static final int SHELVES = 8;

  /** Windows that each shelf remembers: 512 in all, three window rules for some hundred symbols. */
  private static final int REMEMBERED_EACH = 64;

  private record Key(Symbol symbol, Timeframe timeframe, long firstBar) {}

  /** The windows of some symbols. The least recently used one is dropped first. */
  private static final class Shelf {
    private final Map<Key, EvaluatedWindow> windows =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, EvaluatedWindow> eldest) {
            return size() > REMEMBERED_EACH;
          }
        };

    synchronized EvaluatedWindow of(Key key) {
      return windows.computeIfAbsent(key, _ -> new EvaluatedWindow());
    }
  }

  private final Shelf[] shelves = new Shelf[SHELVES];

  /** An engine that remembers no window. */
  public ColumnarEngine() {
    for (int i = 0; i < SHELVES; i++) {
      shelves[i] = new Shelf();
    }
  }

  @Override
  public String name() {
    return "columnar";
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    return window.size() < MINIMUM_BARS
        ? List.of()
        : remembered(window).signals(window, strategies, sides);
  }

  /**
   * The indicators at the window's last bar.
   *
   * @throws IllegalArgumentException if the window has fewer bars than {@link #MINIMUM_BARS}
   */
  public Indicators indicators(CandleSeries window) {
    if (window.size() < MINIMUM_BARS) {
      throw new IllegalArgumentException(
          "indicators need %s bars: %s".formatted(MINIMUM_BARS, window));
    }
    return remembered(window).indicators(window);
  }

  private EvaluatedWindow remembered(CandleSeries window) {
    Key key = new Key(window.symbol(), window.timeframe(), window.epochSecond(0));
    int spread = key.symbol().hashCode() * 31 + key.timeframe().ordinal();
    return shelves[(spread ^ spread >>> 16) & SHELVES - 1].of(key);
  }
}
