package dev.baton.scan;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The bars that a generation still awaits: intraday bars that were due in a slot of their own session and were not there, or whose
 * symbol failed. Each is evaluated in the first later slot of the session whose candles have it. After the session none is
 * awaited, and one without trades never comes. Immutable.
 *
 * <p>Decided in ADR 41.
 *
 * @param bars opens of bars, ascending, for each category and symbol that awaits any
 */
public record AwaitedBars(Map<Category, Map<Symbol, List<Instant>>> bars) {

  /** No bar. */
  public static final AwaitedBars NONE = new AwaitedBars(Map.of());

  /**
   * A bar.
   *
   * @param open its open
   */
  public record Bar(Category category, Symbol symbol, Instant open) {}

  public AwaitedBars {
    bars = EnumMaps.copy(Category.class, bars, Map::copyOf);
  }

  /** These bars. */
  public static AwaitedBars of(Collection<Bar> bars) {
    Map<Category, Map<Symbol, TreeSet<Instant>>> sorted = new EnumMap<>(Category.class);
    for (Bar bar : bars) {
      sorted
          .computeIfAbsent(bar.category(), _ -> new HashMap<>())
          .computeIfAbsent(bar.symbol(), _ -> new TreeSet<>())
          .add(bar.open());
    }
    return bars.isEmpty()
        ? NONE
        : new AwaitedBars(
            EnumMaps.copy(
                Category.class,
                sorted,
                symbols ->
                    symbols.entrySet().stream()
                        .collect(
                            Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, of -> List.copyOf(of.getValue())))));
  }

  /** The awaited bars of that slot's session, ascending. */
  public List<Instant> of(Category category, Symbol symbol, Instant slot) {
    return bars.getOrDefault(category, Map.of()).getOrDefault(symbol, List.of()).stream()
        .filter(open -> isOfSession(open, slot))
        .toList();
  }

  /** What is awaited after a slot with these results. Bars of an earlier session are forgotten. */
  public AwaitedBars after(Instant slot, ScanResult result) {
    boolean none =
        result.late().isEmpty() && result.symbols().stream().noneMatch(of -> isAwaited(of, slot));
    if (none && bars.isEmpty()) {
      return this;
    }
    Set<Bar> next = new HashSet<>(all());
    next.removeIf(bar -> !isOfSession(bar.open(), slot));
    for (Collection<SymbolResult> results : List.of(result.late(), result.symbols())) {
      for (SymbolResult of : results) {
        Bar bar = new Bar(of.category(), of.symbol(), of.barTime());
        if (isAwaited(of, slot)) {
          next.add(bar);
        } else {
          next.remove(bar);
        }
      }
    }
    return of(next);
  }

  private List<Bar> all() {
    List<Bar> all = new ArrayList<>();
    bars.forEach(
        (category, symbols) ->
            symbols.forEach(
                (symbol, opens) ->
                    opens.forEach(open -> all.add(new Bar(category, symbol, open)))));
    return all;
  }

  private static boolean isAwaited(SymbolResult result, Instant slot) {
    return !result.outcome().settles() && mayAwait(result.category(), result.barTime(), slot);
  }

  /** Whether slots of a category await such a bar at all: an intraday one of the slot's session. */
  public static boolean mayAwait(Category category, Instant open, Instant slot) {
    return category.signalTimeframe().intraday() && isOfSession(open, slot);
  }

  /** A date has one session (ADR 37). */
  private static boolean isOfSession(Instant open, Instant slot) {
    return MarketTime.date(open).equals(MarketTime.date(slot));
  }
}
