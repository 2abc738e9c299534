package dev.baton.runtime.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The schedules that services recorded when they opened their slots.
 *
 * @param pieces cron expressions in Asia/Kolkata by the market time from which on slots are owed by them; a category that its
 *     service has recorded none of is left out
 */
public record SlotSchedules(
    Map<Generation, Map<Category, NavigableMap<Instant, List<String>>>> pieces) {

  /** Nobody recorded any. */
  public static final SlotSchedules NONE = new SlotSchedules(Map.of());

  public SlotSchedules {
    EnumMap<Generation, Map<Category, NavigableMap<Instant, List<String>>>> copy =
        new EnumMap<>(Generation.class);
    pieces.forEach(
        (generation, byCategory) -> {
          EnumMap<Category, NavigableMap<Instant, List<String>>> categories =
              new EnumMap<>(Category.class);
          byCategory.forEach(
              (category, changes) ->
                  categories.put(
                      category, Collections.unmodifiableNavigableMap(new TreeMap<>(changes))));
          copy.put(generation, Collections.unmodifiableMap(categories));
        });
    pieces = Collections.unmodifiableMap(copy);
  }

  /** The schedules of a category, ascending; none if they are not known. */
  public NavigableMap<Instant, List<String>> of(Generation generation, Category category) {
    return pieces
        .getOrDefault(generation, Map.of())
        .getOrDefault(category, Collections.emptyNavigableMap());
  }
}
