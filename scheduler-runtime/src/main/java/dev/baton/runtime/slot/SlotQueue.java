package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.slot.Slots;
import dev.baton.slot.Timetable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The slots of a generation in order, all categories together: the next one is the oldest slot that is due and not done, by
 * the calendar in force when it is asked. What the calendar does not know of a category keeps no other category back. Not safe
 * for use by several threads.
 */
public final class SlotQueue {

  /**
   * Categories whose oldest undone slot is at the same time.
   *
   * @param time the slot time
   * @param categories which, at least one
   * @param following the time of the next slot after it of any category; {@link Instant#MAX} if none is known
   */
  public record Due(Instant time, Set<Category> categories, Instant following) {}

  /** Before every slot. */
  private static final Instant NOTHING = Instant.EPOCH;

  private final Timetable timetable;
  private final Generation generation;
  private final Map<Category, Instant> doneThrough = new EnumMap<>(Category.class);
  private Optional<String> unknown = Optional.empty();

  /**
   * @param timetable from when on slots are due is a part of it
   * @param lastDone the newest slot of each category that is done, if any is
   */
  public SlotQueue(Timetable timetable, Generation generation, Map<Category, Instant> lastDone) {
    this.timetable = timetable;
    this.generation = generation;
    for (Category category : Category.values()) {
      doneThrough.put(category, lastDone.getOrDefault(category, NOTHING));
    }
  }

  /** The oldest undone slots; empty if no category has a slot ahead that the calendar knows. */
  public Optional<Due> peek() {
    unknown = Optional.empty();
    Map<Category, Instant> next = new EnumMap<>(Category.class);
    doneThrough.forEach(
        (category, done) -> next(category, done).ifPresent(slot -> next.put(category, slot)));
    return next.values().stream()
        .min(Instant::compareTo)
        .map(
            time -> {
              EnumSet<Category> categories = EnumSet.noneOf(Category.class);
              Instant following = Instant.MAX;
              for (Map.Entry<Category, Instant> entry : next.entrySet()) {
                Instant other = entry.getValue();
                if (other.equals(time)) {
                  categories.add(entry.getKey());
                  other = next(entry.getKey(), time).orElse(Instant.MAX);
                }
                following = other.isBefore(following) ? other : following;
              }
              return new Due(time, categories, following);
            });
  }

  /** What the calendar did not know when the slots were last asked for, in its own words. */
  public Optional<String> unknown() {
    return unknown;
  }

  /** Marks the slots as done. */
  public void done(Due due) {
    due.categories().forEach(category -> doneThrough.put(category, due.time()));
  }

  private Optional<Instant> next(Category category, Instant after) {
    Slots next = timetable.next(generation, category, after);
    unknown = next.firstUnknown().or(() -> unknown);
    return next.first();
  }
}
