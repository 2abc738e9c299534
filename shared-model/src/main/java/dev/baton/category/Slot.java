package dev.baton.category;

import static java.util.Objects.requireNonNull;

import dev.baton.market.MarketTime;
import java.time.Instant;
import java.util.Comparator;

/**
 * One due time of one category's schedule. A slot is done exactly once by each generation.
 *
 * @param category what is scanned
 * @param time the schedule's time, never the time at which the work happened
 */
public record Slot(Category category, Instant time) implements Comparable<Slot> {

  public Slot {
    requireNonNull(category, "category is null");
    requireNonNull(time, "time is null");
  }

  /** By time, then category. */
  @Override
  public int compareTo(Slot other) {
    return Comparator.comparing(Slot::time).thenComparing(Slot::category).compare(this, other);
  }

  @Override
  public String toString() {
    return category.label() + " " + MarketTime.offset(time);
  }
}
