package dev.baton.runtime.slot;

import dev.baton.category.Category;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which slots are done. Each method is one transaction and may be called again with the same arguments: nothing is added
 * twice. All throw an unchecked exception when the database cannot be reached.
 */
public interface SlotStore {

  /** From when on slots of the category are owed: what was said first, by whichever call, stays. */
  Instant scheduleStart(Category category, Instant ifFirst);

  /** The time of the newest slot that is done, for each category that has one. Slots are done in order. */
  Map<Category, Instant> lastDone();

  /** Marks slots as running and counts the attempt; a slot that is done stays done. */
  void begin(Instant slot, Set<Category> categories, Instant startedAt, boolean late);

  /** Stores everything the scans of a slot time found and marks their slots as done, all or nothing. */
  void publish(Publication publication);
}
