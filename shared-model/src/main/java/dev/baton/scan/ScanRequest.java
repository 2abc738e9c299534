package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One scan: these categories with their symbols, at one slot time.
 *
 * @param slot the slot's time; it alone decides which bars are due
 * @param symbols the symbols of each category, in the order of the universe; at least one category
 * @param limit the longest it may take, real time; what has no result by then has timed out
 */
public record ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols, Duration limit) {

  /** One that takes as long as it takes. */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols) {
    this(slot, symbols, TimeLimited.UNLIMITED);
  }

  /**
   * @throws IllegalArgumentException if there is no category or no time
   */
  public ScanRequest {
    requireNonNull(slot, "slot is null");
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a scan needs at least one category");
    }
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("a scan needs time, not " + limit);
    }
    EnumMap<Category, List<Symbol>> copy = new EnumMap<>(Category.class);
    symbols.forEach((category, list) -> copy.put(category, List.copyOf(list)));
    symbols = Collections.unmodifiableMap(copy);
  }
}
