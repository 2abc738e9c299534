package dev.baton.optimized.cache;

import dev.baton.scan.Lookups;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the start of the process. Safe for use by several threads. */
public final class CacheFigures {

  private final LongAdder lookups = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder revisions = new LongAdder();

  /**
   * The counts at one moment.
   *
   * @param revisions series that were fetched whole because bars known before came back changed, or daily ones with others among them
   */
  public record Snapshot(Lookups lookups, long revisions) {}

  public void lookup(boolean hit) {
    lookups.increment();
    if (hit) {
      hits.increment();
    }
  }

  void revision() {
    revisions.increment();
  }

  public Snapshot snapshot() {
    long hit = hits.sum();
    return new Snapshot(new Lookups(Math.max(hit, lookups.sum()), hit), revisions.sum());
  }
}
