package dev.baton.scan;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The results of a scan and its cost.
 *
 * @param symbols the result of the due bar for each (category, symbol) of the request, by category, then in the request's order
 * @param late results of bars that earlier slots awaited (ADR 41), in the same order and oldest first; they are late whenever the
 *     slot began, and count in none of the figures about the slot's own bars
 * @param costs the cost of each category
 * @param calls broker calls of the whole scan, retries within the slot included
 * @param duration from the first look-up to the last evaluation, on the clock of the machine
 */
public record ScanResult(
    List<SymbolResult> symbols,
    List<SymbolResult> late,
    Map<Category, Cost> costs,
    int calls,
    Duration duration) {

  /**
   * What a category cost. Counted, never inferred.
   *
   * @param duration the time the category's own work took: for one of several categories of a unified scan, from the
   *     scan's start to the category's last evaluation
   */
  public record Cost(Lookups lookups, int calls, Duration duration) {}

  public ScanResult {
    symbols = List.copyOf(symbols);
    late = List.copyOf(late);
    costs = EnumMaps.copy(Category.class, costs, Function.identity());
  }

  /** A scan without a late bar. */
  public ScanResult(
      List<SymbolResult> symbols, Map<Category, Cost> costs, int calls, Duration duration) {
    this(symbols, List.of(), costs, calls, duration);
  }

  /** The results of a scan, as each symbol gave them. */
  public static ScanResult of(
      List<BarResults> results, Map<Category, Cost> costs, int calls, Duration duration) {
    return new ScanResult(
        results.stream().map(BarResults::due).toList(),
        results.stream().flatMap(each -> each.late().stream()).toList(),
        costs,
        calls,
        duration);
  }

  /** All results: the late bars before the due ones. */
  public List<SymbolResult> all() {
    return late.isEmpty() ? symbols : Stream.concat(late.stream(), symbols.stream()).toList();
  }

  /** The number of signals, those of late bars included. */
  public int signals() {
    return all().stream().mapToInt(result -> result.signals().size()).sum();
  }
}
