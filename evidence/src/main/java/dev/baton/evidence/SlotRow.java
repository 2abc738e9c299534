package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.scan.Lookups;
import java.time.Instant;

/**
 * A slot that a generation began.
 *
 * @param slot the slot time
 * @param startedAt market time
 * @param millis real time of all attempts
 * @param errors symbols that failed or timed out
 * @param barsMissing symbols whose due bar was missing
 * @param incomplete symbols whose window lacked too many bars
 * @param suspended symbols whose price breaks without an explanation
 */
public record SlotRow(
    Generation generation,
    Category category,
    Instant slot,
    boolean done,
    int attempts,
    boolean late,
    Instant startedAt,
    double millis,
    int calls,
    Lookups lookups,
    int errors,
    int barsMissing,
    int incomplete,
    int suspended,
    int signals) {

  public SlotRow {
    requireNonNull(generation, "generation is null");
    requireNonNull(category, "category is null");
    requireNonNull(slot, "slot is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(lookups, "lookups is null");
  }
}
