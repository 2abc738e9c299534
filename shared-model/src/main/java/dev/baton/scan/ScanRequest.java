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
 * @param repeated whether the slot was scanned before and these are the symbols that failed there: what they look up was
 *     counted then
 */
public record ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols, boolean repeated) {

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

  /**
   * The first scan of these symbols at that slot.
   *
   * @throws IllegalArgumentException if there is no category
   */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols) {
    this(slot, symbols, false);
  }

  /**
   * The slot once more for the symbols that failed.
   *
   * @throws IllegalArgumentException if there is no category
   */
  public static ScanRequest repetition(Instant slot, Map<Category, List<Symbol>> failed) {
    return new ScanRequest(slot, failed, true);
  }
}
