package dev.baton.optimized.cache;

import dev.baton.category.Category;
import dev.baton.category.Universe;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The bound of a candle cache. A scan goes round the universe, so a cache that lacks one entry would drop each entry before its
 * next use, and fetch everything again in each slot.
 *
 * <p>Decided in ADR 43.
 */
public final class CacheBound {

  private CacheBound() {}

  /** How many entries the scans of a universe use: one for each symbol and timeframe of its categories. */
  public static int needed(Universe universe) {
    Stream<SeriesKey> keys =
        Arrays.stream(Category.values())
            .flatMap(
                category ->
                    universe.of(category).stream()
                        .flatMap(
                            symbol ->
                                category.lookups().stream()
                                    .map(timeframe -> new SeriesKey(symbol, timeframe))));
    return Math.toIntExact(keys.distinct().count());
  }

  /**
   * The bound: what is configured, but never less than what the universe needs and a quarter more.
   *
   * @param configured number of entries
   */
  public static long of(Universe universe, long configured) {
    return Math.max(configured, Math.ceilDiv(needed(universe) * 5L, 4L));
  }
}
