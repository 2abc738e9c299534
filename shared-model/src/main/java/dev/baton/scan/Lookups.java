package dev.baton.scan;

import dev.baton.calendar.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lookups of scans, and the one place that divides hits by lookups. A lookup is one (category, symbol, timeframe) need in one
 * scan, however often the scan is repeated for what failed in it; it is a hit when it cost no broker call of its own. Counted,
 * never inferred.
 *
 * @param lookups 0 or more
 * @param hits 0 to {@code lookups}
 */
public record Lookups(long lookups, long hits) {

  public static final Lookups NONE = new Lookups(0, 0);

  /** After the open a cache has to be filled once. */
  private static final Duration WARM_UP = Duration.ofHours(1);

  /**
   * @throws IllegalArgumentException if {@code hits} is negative or more than {@code lookups}
   */
  public Lookups {
    if (hits < 0 || hits > lookups) {
      throw new IllegalArgumentException(
          "hits %s is not between 0 and the %s lookups".formatted(hits, lookups));
    }
  }

  public Lookups plus(Lookups other) {
    return new Lookups(lookups + other.lookups, hits + other.hits);
  }

  /** Lookups that cost a broker call. */
  public long misses() {
    return lookups - hits;
  }

  /** Hits over lookups, 0 to 1; empty without a lookup. */
  public Optional<Double> hitRate() {
    return hitRate(hits, lookups);
  }

  /** Hits over lookups where both are expected or mean counts, 0 to 1; empty without a lookup. */
  public static Optional<Double> hitRate(double hits, double lookups) {
    return lookups == 0 ? Optional.empty() : Optional.of(hits / lookups);
  }

  /** The market time from which a session's lookups count as those of a warm cache: one hour after its open. */
  public static Instant warmFrom(Session session) {
    return session.openAt().plus(WARM_UP);
  }
}
