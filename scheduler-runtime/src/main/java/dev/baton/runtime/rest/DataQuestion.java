package dev.baton.runtime.rest;

import dev.baton.category.Category;
import dev.baton.category.WindowRule;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bars that a request asks for.
 *
 * @param categories the categories whose evaluations may have seen them, the longest window first
 */
record DataQuestion(Symbol symbol, Timeframe timeframe, List<Category> categories) {

  DataQuestion {
    categories = List.copyOf(categories);
  }

  /**
   * Returns the question of a request.
   *
   * @throws Problem status 400, with the valid values, if a part is not valid or the parts contradict each other
   */
  static DataQuestion of(String symbol, Optional<String> timeframe, Optional<String> category) {
    Optional<Category> wanted =
        category.map(label -> RequestValues.checked(() -> Category.ofLabel(label)));
    Timeframe bars =
        timeframe
            .map(DataQuestion::evaluated)
            .orElseGet(() -> wanted.map(Category::signalTimeframe).orElse(Timeframe.ONE_DAY));
    wanted
        .filter(one -> one.signalTimeframe() != bars)
        .ifPresent(
            one -> {
              throw Problems.bad(
                  "%s evaluates %s bars, not %s"
                      .formatted(one.label(), one.signalTimeframe().label(), bars.label()));
            });
    return new DataQuestion(
        RequestValues.checked(() -> Symbol.of(symbol)),
        bars,
        wanted.map(List::of).orElseGet(() -> of(bars)));
  }

  /** Returns the question as text for a message, like {@code TCS on 1D bars for long_term}. */
  String text() {
    return "%s on %s bars for %s"
        .formatted(
            symbol,
            timeframe.label(),
            categories.stream().map(Category::label).collect(Collectors.joining(" or ")));
  }

  private static Timeframe evaluated(String label) {
    return Arrays.stream(Timeframe.values())
        .filter(each -> each.label().equalsIgnoreCase(label) && !of(each).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                Problems.bad(
                    "timeframe '%s' has no evaluated bars; valid are %s (%s are derived from them)"
                        .formatted(label, labels(true), labels(false))));
  }

  private static String labels(boolean evaluated) {
    return Arrays.stream(Timeframe.values())
        .filter(each -> of(each).isEmpty() != evaluated)
        .map(Timeframe::label)
        .collect(Collectors.joining(", "));
  }

  /** The categories whose signals come from such bars. */
  private static List<Category> of(Timeframe timeframe) {
    return Arrays.stream(Category.values())
        .filter(category -> category.signalTimeframe() == timeframe)
        .sorted(Comparator.comparingInt(DataQuestion::length).reversed())
        .toList();
  }

  private static int length(Category category) {
    return switch (category.window()) {
      case WindowRule.Sessions(int count) -> count;
      case WindowRule.CalendarDays(int days) -> days;
    };
  }
}
