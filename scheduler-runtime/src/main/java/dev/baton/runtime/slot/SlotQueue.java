package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.category.SlotSchedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The slots of all categories in order. It knows from when on slots are owed and which is the newest that is done; the
 * next one is the oldest that is not. Not safe for use by several threads.
 */
public final class SlotQueue {

  /**
   * Categories whose oldest undone slot is at the same time.
   *
   * @param time the slot time
   * @param categories which, at least one
   * @param following the time of the next slot after it of any category; {@link Instant#MAX} if there is none
   */
  public record Due(Instant time, Set<Category> categories, Instant following) {}

  private final Map<Category, SlotSchedule> schedules;
  private final Map<Category, Instant> next = new EnumMap<>(Category.class);

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
    schedules.forEach(
        (category, schedule) -> {
          Instant done = lastDone.get(category);
          Instant after = owedSince.get(category).minusNanos(1);
          advance(category, done != null && done.isAfter(after) ? done : after);
        });
  }

  /** The oldest undone slots; empty if no category has a slot ahead. */
  public Optional<Due> peek() {
    return next.values().stream()
        .min(Comparator.naturalOrder())
        .map(
            time -> {
              EnumSet<Category> categories = EnumSet.noneOf(Category.class);
              Instant following = Instant.MAX;
              for (Map.Entry<Category, Instant> entry : next.entrySet()) {
                Instant other = entry.getValue();
                if (other.equals(time)) {
                  categories.add(entry.getKey());
                  other = schedules.get(entry.getKey()).next(time).orElse(Instant.MAX);
                }
                following = other.isBefore(following) ? other : following;
              }
              return new Due(time, categories, following);
            });
  }

  /** Marks the slots as done. */
  public void done(Due due) {
    due.categories().forEach(category -> advance(category, due.time()));
  }

  private void advance(Category category, Instant after) {
    Optional<Instant> following = schedules.get(category).next(after);
    following.ifPresentOrElse(time -> next.put(category, time), () -> next.remove(category));
  }
}
