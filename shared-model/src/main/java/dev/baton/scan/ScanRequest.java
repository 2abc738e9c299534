package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.Symbol;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One scan: these categories with their symbols, at one slot time.
 *
 * @param slot the slot's time, which alone decides the due bars
 * @param symbols the symbols of each category, in the order of the universe; at least one category
 * @param limit the longest the scan may take, real time; symbols without a result by then have timed out
 * @param repeated whether the slot was scanned before and these symbols failed; their lookups were counted then
 * @param ownership decides the priority of broker calls
 * @param awaited bars that earlier slots awaited; those that the candles of this slot have are evaluated, too (ADR 41)
 */
public record ScanRequest(
    Instant slot,
    Map<Category, List<Symbol>> symbols,
    Duration limit,
    boolean repeated,
    Ownership ownership,
    AwaitedBars awaited) {

  /**
   * @throws IllegalArgumentException if there is no category, or the limit is not positive
   */
  public ScanRequest {
    requireNonNull(slot, "slot is null");
    requireNonNull(ownership, "ownership is null");
    requireNonNull(awaited, "awaited is null");
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a scan needs at least one category");
    }
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("a scan needs time, not " + limit);
    }
    symbols = EnumMaps.copy(Category.class, symbols, List::copyOf);
  }

  /** A scan while no bar is awaited. */
  public ScanRequest(
      Instant slot,
      Map<Category, List<Symbol>> symbols,
      Duration limit,
      boolean repeated,
      Ownership ownership) {
    this(slot, symbols, limit, repeated, ownership, AwaitedBars.NONE);
  }

  /** The first scan of these symbols at that slot, without a limit, for shadow signals. */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols) {
    this(slot, symbols, TimeLimited.UNLIMITED);
  }

  /** The first scan of these symbols at that slot, for shadow signals. */
  public ScanRequest(Instant slot, Map<Category, List<Symbol>> symbols, Duration limit) {
    this(slot, symbols, limit, false, Ownership.always(Mode.SHADOW));
  }

  /** The same request for another slot and other symbols. */
  public ScanRequest with(Instant otherSlot, Map<Category, List<Symbol>> others) {
    return new ScanRequest(otherSlot, others, limit, repeated, ownership, awaited);
  }

  /** The same request while these bars are awaited. */
  public ScanRequest awaiting(AwaitedBars bars) {
    return new ScanRequest(slot, symbols, limit, repeated, ownership, bars);
  }

  /** Priority of the broker calls for that symbol in that category. */
  public Priority priority(Category category, Symbol symbol) {
    return ownership.mode(category, symbol, slot).priority();
  }
}
