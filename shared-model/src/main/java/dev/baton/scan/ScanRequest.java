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
 * @param repeated whether the slot was scanned before and these are the symbols that failed there: what they look up was
 *     counted then
 */
public record ScanRequest(
    Instant slot, Map<Category, List<Symbol>> symbols, Duration limit, boolean repeated) {

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

  /**
   * The first scan of these symbols at that slot, without a limit.
   *
   * @throws IllegalArgumentException if there is no category
   */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols) {
    this(slot, symbols, TimeLimited.UNLIMITED);
  }

  /**
   * The first scan of these symbols at that slot.
   *
   * @throws IllegalArgumentException if there is no category or no time
   */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols, Duration limit) {
    this(slot, symbols, limit, false);
  }

  /**
   * The slot once more for the symbols that failed.
   *
   * @throws IllegalArgumentException if there is no category or no time
   */
  public static ScanRequest repetition(
      Instant slot, Map<Category, List<Symbol>> failed, Duration limit) {
    return new ScanRequest(slot, failed, limit, true);
  }
}
