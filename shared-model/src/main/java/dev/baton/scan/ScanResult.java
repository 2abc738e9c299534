package dev.baton.scan;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of a scan and its cost.
 *
 * @param symbols one result for each (category, symbol) of the request, by category, then in the request's order
 * @param costs the cost of each category
 * @param calls broker calls of the whole scan, retries within the slot included
 * @param duration from the first look-up to the last evaluation, on the clock of the machine
 */
public record ScanResult(
    List<SymbolResult> symbols, Map<Category, Cost> costs, int calls, Duration duration) {

  /**
   * What a category cost. Counted, never inferred.
   *
   * @param duration the time the category's own work took: for one of several categories of a unified scan, from the
   *     scan's start to the category's last evaluation
   */
  public record Cost(Lookups lookups, int calls, Duration duration) {}

  public ScanResult {
    symbols = List.copyOf(symbols);
    costs = EnumMaps.copy(Category.class, costs, Function.identity());
  }
}
