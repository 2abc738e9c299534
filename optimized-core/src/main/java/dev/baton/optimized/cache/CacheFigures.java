package dev.baton.optimized.cache;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts since the start. A lookup is one (category, symbol, timeframe) need in one scan, however often the scan is repeated
 * for what failed in it; a hit cost no call of its own.
 */
public final class CacheFigures {

  private final LongAdder lookups = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder revisions = new LongAdder();

  /** A figure of each count. */
  public record Snapshot(long lookups, long hits, long revisions) {

    /** Lookups that cost a call. */
    public long misses() {
      return lookups - hits;
    }

    /** Hits over lookups, 0 to 1; 0 without a lookup. */
    public double hitRate() {
      return lookups == 0 ? 0 : (double) hits / lookups;
    }
  }

  /** Counts a lookup. */
  public void lookup(boolean hit) {
    lookups.increment();
    if (hit) {
      hits.increment();
    }
  }

  void revision() {
    revisions.increment();
  }

  /** The counts now. */
  public Snapshot snapshot() {
    long hit = hits.sum();
    return new Snapshot(Math.max(hit, lookups.sum()), hit, revisions.sum());
  }
}
