package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.scan.AwaitedBars;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which slots are done. Each method is one transaction and may be called again with the same arguments: nothing is added
 * twice. All throw an unchecked exception when the database cannot be reached.
 */
public interface SlotStore {

  /** Time from which on slots of the category are due. The first call's stays. */
  Instant scheduleStart(Category category, Instant ifFirst);

  /** The time of the newest slot that is done, for each category that has one. Slots are done in order. */
  Map<Category, Instant> lastDone();

  /**
   * Marks slots as running and counts the attempt. A slot that is done stays done.
   *
   * @return the attempt's claim; older claims to a slot that is not done end
   */
  SlotClaim begin(Instant slot, Set<Category> categories, Instant startedAt, boolean late);

  /**
   * The bars that slots of that one's session before it awaited in vain, by what they recorded (ADR 41).
   *
   * @param categories the slot's
   */
  AwaitedBars awaited(Instant slot, Set<Category> categories);

  /**
   * Stores everything that the scans of a slot time found and marks their slots as done, all or nothing.
   *
   * @param claim the claim of the attempt; if it has ended, nothing is stored
   */
  PublishOutcome publish(SlotClaim claim, Publication publication);
}
