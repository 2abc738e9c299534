package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
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
 */
public record ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols) {

  /**
   * @throws IllegalArgumentException if there is no category
   */
  public ScanRequest {
    requireNonNull(slot, "slot is null");
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a scan needs at least one category");
    }
    EnumMap<Category, List<Symbol>> copy = new EnumMap<>(Category.class);
    symbols.forEach((category, list) -> copy.put(category, List.copyOf(list)));
    symbols = Collections.unmodifiableMap(copy);
  }
}
