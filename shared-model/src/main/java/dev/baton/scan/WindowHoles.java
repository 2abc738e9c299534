package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.category.BarGrid;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.enums.EnumMaps;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares windows with the bars that the calendar has for them, in both generations and in the replay. A bar that is not there
 * is a hole, unless a fact explains it or the calendar does not know its year.
 *
 * <p>Decided in ADR 39.
 *
 * @param facts explain holes
 * @param most the most holes with which a window of a category is evaluated, 0 or more; each category has a limit
 */
public record WindowHoles(SymbolFacts facts, Map<Category, Integer> most) {

  /** The default limits, without facts. */
  public static final WindowHoles DEFAULT = explainedBy(SymbolFacts.NONE);

  /**
   * @throws IllegalArgumentException if a category has no limit, or a limit is below 0
   */
  public WindowHoles {
    requireNonNull(facts, "facts is null");
    most = EnumMaps.copy(Category.class, most, Function.identity());
    for (Category category : Category.values()) {
      if (most.getOrDefault(category, -1) < 0) {
        throw new IllegalArgumentException(
            "the limit of %s is %s; expected 0 or more"
                .formatted(category.label(), most.get(category)));
      }
    }
  }

  /** The default limits, with these facts. */
  public static WindowHoles explainedBy(SymbolFacts facts) {
    return new WindowHoles(facts, EnumMaps.each(Category.class, CategoryDefaults::mostLacking));
  }

  /** The most holes with which a window of the category is evaluated. */
  int most(Category category) {
    return most.get(category);
  }

  /**
   * The number of holes of a window. Counted by whole series, not bar by bar: a scan asks for each of its symbols.
   *
   * @param window from its start to {@code bar}
   * @param bar open of its last bar
   */
  int lacking(Category category, CandleSeries window, Instant bar, BarSelection due) {
    Timeframe timeframe = category.signalTimeframe();
    BarGrid grid = due.grid(timeframe);
    int known = window.size() - window.lowerBound(grid.knownFrom());
    int absent = due.windowBars(category.window(), timeframe, bar) - known;
    if (absent <= 0) {
      return 0;
    }
    Instant start = due.windowStart(category.window(), bar);
    for (SymbolFacts.Dates dates : facts.noHoles(window.symbol(), timeframe)) {
      absent -= absentIn(dates, window, start, bar, grid);
    }
    return Math.max(0, absent);
  }

  private static int absentIn(
      SymbolFacts.Dates dates, CandleSeries window, Instant start, Instant bar, BarGrid grid) {
    LocalDate first = later(dates.from(), MarketTime.date(start));
    LocalDate last = earlier(dates.to(), MarketTime.date(bar));
    if (last.isBefore(first)) {
      return 0;
    }
    Instant from = MarketTime.startOf(first);
    Instant end = MarketTime.startOf(last.plusDays(1)).minusSeconds(1);
    Instant to = end.isBefore(bar) ? end : bar;
    Instant known = from.isBefore(grid.knownFrom()) ? grid.knownFrom() : from;
    return Math.max(0, grid.count(from, to) - window.between(known, to).size());
  }

  /** The reason for not evaluating a window, for the operator. */
  String detail(
      Category category, CandleSeries window, int lacking, Instant bar, BarSelection due) {
    return "%s of the window's %s bars are not there, %s may be; the first is %s"
        .formatted(
            lacking,
            due.windowBars(category.window(), category.signalTimeframe(), bar),
            most(category),
            due.grid(category.signalTimeframe())
                .opens(due.windowStart(category.window(), bar), bar)
                .filter(open -> window.indexOf(open) < 0)
                .filter(open -> !explained(open, window.symbol(), category.signalTimeframe()))
                .findFirst()
                .map(MarketTime::text)
                .orElse("not known"));
  }

  private boolean explained(Instant open, Symbol symbol, Timeframe timeframe) {
    LocalDate date = MarketTime.date(open);
    return facts.noHoles(symbol, timeframe).stream()
        .anyMatch(dates -> !date.isBefore(dates.from()) && !date.isAfter(dates.to()));
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
