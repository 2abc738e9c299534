package dev.baton.category;

import static dev.baton.strategy.Strategy.BOLLINGER_BANDS;
import static dev.baton.strategy.Strategy.EMA_CROSSOVER;
import static dev.baton.strategy.Strategy.MOMENTUM;
import static dev.baton.strategy.Strategy.SHORT_SELLING_DIVERGENCE;
import static dev.baton.strategy.Strategy.SHORT_SELLING_GAP_MOMENTUM;
import static dev.baton.strategy.Strategy.SHORT_SELLING_OVERBOUGHT;

import dev.baton.enums.Labelled;
import dev.baton.market.Timeframe;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The four strategy categories, with all that decides their signals. Their schedules, symbols and time-outs are settings, whose
 * defaults are in {@code CategoryDefaults}.
 */
public enum Category implements Labelled {
  DAY_TRADING(
      Timeframe.FIVE_MINUTES,
      List.of(Timeframe.FIVE_MINUTES, Timeframe.ONE_DAY),
      new WindowRule.Sessions(3),
      EnumSet.of(EMA_CROSSOVER, BOLLINGER_BANDS, MOMENTUM),
      EnumSet.allOf(Side.class)),
  SHORT_SELLING(
      Timeframe.ONE_DAY,
      List.of(Timeframe.ONE_DAY),
      new WindowRule.CalendarDays(100),
      EnumSet.of(
          EMA_CROSSOVER,
          BOLLINGER_BANDS,
          MOMENTUM,
          SHORT_SELLING_OVERBOUGHT,
          SHORT_SELLING_DIVERGENCE,
          SHORT_SELLING_GAP_MOMENTUM),
      EnumSet.of(Side.SELL)),
  SHORT_TERM(
      Timeframe.ONE_DAY,
      List.of(Timeframe.ONE_DAY),
      new WindowRule.CalendarDays(100),
      EnumSet.of(EMA_CROSSOVER, BOLLINGER_BANDS, MOMENTUM),
      EnumSet.allOf(Side.class)),
  LONG_TERM(
      Timeframe.ONE_DAY,
      List.of(Timeframe.ONE_DAY),
      new WindowRule.CalendarDays(250),
      EnumSet.of(EMA_CROSSOVER, BOLLINGER_BANDS, MOMENTUM),
      EnumSet.allOf(Side.class));

  private final Timeframe signalTimeframe;
  private final List<Timeframe> lookups;
  private final WindowRule window;
  private final Set<Strategy> strategies;
  private final Set<Side> sides;

  Category(
      Timeframe signalTimeframe,
      List<Timeframe> lookups,
      WindowRule window,
      Set<Strategy> strategies,
      Set<Side> sides) {
    this.signalTimeframe = signalTimeframe;
    this.lookups = lookups;
    this.window = window;
    this.strategies = Collections.unmodifiableSet(strategies);
    this.sides = Collections.unmodifiableSet(sides);
  }

  /** The timeframe whose bars give the signals. */
  public Timeframe signalTimeframe() {
    return signalTimeframe;
  }

  /** The timeframes that a scan looks up for each symbol: the signal's and the context's. */
  public List<Timeframe> lookups() {
    return lookups;
  }

  public WindowRule window() {
    return window;
  }

  /** The strategies, in their order of evaluation. */
  public Set<Strategy> strategies() {
    return strategies;
  }

  public Set<Side> sides() {
    return sides;
  }

  /**
   * The category with that label.
   *
   * @throws IllegalArgumentException if no category has that label; the message lists the valid ones
   */
  public static Category ofLabel(String label) {
    return Labelled.of("category", label, values());
  }

  /**
   * The categories of a list of labels separated by commas; spaces around labels are allowed.
   *
   * @throws IllegalArgumentException if no category has one of the labels; the message lists the valid ones
   */
  public static Set<Category> ofLabels(String list) {
    Set<Category> categories = EnumSet.noneOf(Category.class);
    for (String label : list.split(",", -1)) {
      categories.add(ofLabel(label.strip()));
    }
    return categories;
  }
}
