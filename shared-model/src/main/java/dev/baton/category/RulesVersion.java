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
 * @param mostLacking the most bars of the calendar that a window may lack
 * @param largestBreak the largest break of the price that needs no fact, as a share of the close
 * @param facts the version of the symbol facts
 */
public record RulesVersion(
    int revision,
    String thresholds,
    Timeframe timeframe,
    WindowRule window,
    int minimumBars,
    Set<Strategy> strategies,
    Set<Side> sides,
    int mostLacking,
    double largestBreak,
    String facts) {

  private static final String LIMITS = " lacking=";

  public RulesVersion {
    requireNonNull(thresholds, "thresholds is null");
    requireNonNull(timeframe, "timeframe is null");
    requireNonNull(window, "window is null");
    requireNonNull(facts, "facts is null");
    strategies = Set.copyOf(strategies);
    sides = Set.copyOf(sides);
  }

  /**
   * The version of this program.
   *
   * @param mostLacking as the component, like the next two
   */
  public static RulesVersion of(
      Category category, int mostLacking, double largestBreak, String facts) {
    return new RulesVersion(
        StrategyRules.REVISION,
        StrategyRules.thresholds(),
        category.signalTimeframe(),
        category.window(),
        SignalEngine.MINIMUM_BARS,
        category.strategies(),
        category.sides(),
        mostLacking,
        largestBreak,
        facts);
  }

  /**
   * The part of a version's text that decides what strategies find in a window that is evaluated. The rest decides whether a
   * window is evaluated, and how facts adjust its prices.
   *
   * @param text as {@link #text}, also of an earlier form
   */
  public static String ofStrategies(String text) {
    int limits = text.indexOf(LIMITS);
    return limits < 0 ? text : text.substring(0, limits);
  }

  /** The form that is stored and compared: one line that names every part, the same in every process. */
  public String text() {
    return ("revision=%s timeframe=%s window=%s bars=%s strategies=%s sides=%s %s"
            + LIMITS
            + "%s break=%s facts=%s")
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
            thresholds,
            mostLacking,
            largestBreak,
            facts);
  }
}
