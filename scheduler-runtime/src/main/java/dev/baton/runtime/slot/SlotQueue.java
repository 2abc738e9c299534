package dev.baton.runtime.slot;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.SlotSchedule;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The slots of all categories in order. It knows from when on slots are owed and which is the newest that is done; the
 * next one is the oldest that is not, by the calendar in force when it is asked. What the calendar does not know keeps
 * nothing back that it does know. Not safe for use by several threads.
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

  private final Map<Category, SlotSchedule> schedules;
  private final Map<Category, Instant> doneThrough = new EnumMap<>(Category.class);
  private Optional<String> unknown = Optional.empty();

  /**
   * @param schedules the categories that are scanned
   * @param owedSince from when on slots are owed, the time itself included, for each category
   * @param lastDone the newest slot that is done
   */
  public SlotQueue(
      Map<Category, SlotSchedule> schedules,
      Map<Category, Instant> owedSince,
      Map<Category, Instant> lastDone) {
    this.schedules = Map.copyOf(schedules);
    for (Category category : schedules.keySet()) {
      Instant done = lastDone.get(category);
      Instant before = owedSince.get(category).minusNanos(1);
      doneThrough.put(category, done != null && done.isAfter(before) ? done : before);
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
    try {
      return schedules.get(category).next(after);
    } catch (UnknownCalendarException e) {
      unknown = Optional.of(e.getMessage());
      return Optional.empty();
    }
  }
}
