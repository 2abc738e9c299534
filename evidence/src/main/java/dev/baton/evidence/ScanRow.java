package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.scan.Lookups;
import java.time.Instant;
import java.util.Set;

/**
 * A scan that is done: one or more categories of one slot time.
 *
 * @param name the jobs that were due, joined by {@code +}
 * @param finishedAt market time
 * @param millis real time
 * @param errors symbols that failed or timed out
 */
public record ScanRow(
    String id,
    Generation generation,
    String name,
    Instant slot,
    Set<Category> categories,
    boolean late,
    Instant finishedAt,
    double millis,
    int calls,
    Lookups lookups,
    int errors,
    int signals) {

  public ScanRow {
    requireNonNull(id, "id is null");
    requireNonNull(generation, "generation is null");
    requireNonNull(name, "name is null");
    requireNonNull(slot, "slot is null");
    categories = Set.copyOf(categories);
    requireNonNull(finishedAt, "finishedAt is null");
    requireNonNull(lookups, "lookups is null");
  }
}
