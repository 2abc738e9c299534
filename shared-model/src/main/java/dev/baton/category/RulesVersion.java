package dev.baton.category;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Timeframe;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategyRules;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that decides the signals of a category, except the candles. Services with equal versions must find the same signals in the
 * same bars. Services with different versions need not.
 *
 * @param revision as {@link StrategyRules#REVISION}
 * @param thresholds as {@link StrategyRules#thresholds}
 * @param minimumBars least number of bars of a window
 */
public record RulesVersion(
    int revision,
    String thresholds,
    Timeframe timeframe,
    WindowRule window,
    int minimumBars,
    Set<Strategy> strategies,
    Set<Side> sides) {

  public RulesVersion {
    requireNonNull(thresholds, "thresholds is null");
    requireNonNull(timeframe, "timeframe is null");
    requireNonNull(window, "window is null");
    strategies = Set.copyOf(strategies);
    sides = Set.copyOf(sides);
  }

  /** The version of this program. */
  public static RulesVersion of(Category category) {
    return new RulesVersion(
        StrategyRules.REVISION,
        StrategyRules.thresholds(),
        category.signalTimeframe(),
        category.window(),
        SignalEngine.MINIMUM_BARS,
        category.strategies(),
        category.sides());
  }

  /** The form that is stored and compared: one line that names every part, the same in every process. */
  public String text() {
    return "revision=%s timeframe=%s window=%s bars=%s strategies=%s sides=%s %s"
        .formatted(
            revision,
            timeframe.label(),
            switch (window) {
              case WindowRule.Sessions(int count) -> count + "_sessions";
              case WindowRule.CalendarDays(int days) -> days + "_days";
            },
            minimumBars,
            // A set's own order differs from one process to the next.
            strategies.stream().sorted().map(Strategy::label).collect(Collectors.joining(",")),
            sides.stream().sorted().map(Side::name).collect(Collectors.joining(",")),
            thresholds);
  }
}
