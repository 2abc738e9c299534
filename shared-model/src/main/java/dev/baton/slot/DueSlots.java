package dev.baton.slot;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The slots of a range that were due, by each generation's own schedule.
 *
 * @param slots those whose time has come, ascending, for each generation and category; a category that a generation does not
 *     scan is left out
 * @param ahead those whose time has not come yet, likewise
 * @param unknown market dates that have come and whose slots the calendar does not know, as {@link Slots#unknown}, likewise
 */
public record DueSlots(
    Map<Generation, Map<Category, List<Instant>>> slots,
    Map<Generation, Map<Category, List<Instant>>> ahead,
    Map<Generation, Map<Category, SortedMap<LocalDate, String>>> unknown) {

  public DueSlots {
    slots = copy(slots);
    ahead = copy(ahead);
    unknown =
        EnumMaps.copy(
            Generation.class,
            unknown,
            byCategory ->
                EnumMaps.copy(
                    Category.class,
                    byCategory,
                    dates -> Collections.unmodifiableSortedMap(new TreeMap<>(dates))));
  }

  /** Slots of a range of which every date is known. */
  public DueSlots(
      Map<Generation, Map<Category, List<Instant>>> slots,
      Map<Generation, Map<Category, List<Instant>>> ahead) {
    this(slots, ahead, Map.of());
  }

  /** Slots of a range that is over. */
  public DueSlots(Map<Generation, Map<Category, List<Instant>>> slots) {
    this(slots, Map.of());
  }

  private static Map<Generation, Map<Category, List<Instant>>> copy(
      Map<Generation, Map<Category, List<Instant>>> slots) {
    requireNonNull(slots, "slots is null");
    return EnumMaps.copy(
        Generation.class,
        slots,
        byCategory -> EnumMaps.copy(Category.class, byCategory, List::copyOf));
  }

  /** The slots of a generation in a category, ascending; none if it does not scan it. */
  public List<Instant> of(Generation generation, Category category) {
    return slots.getOrDefault(generation, Map.of()).getOrDefault(category, List.of());
  }

  /** The slots of a generation in a category that are still to come, ascending. */
  public List<Instant> ahead(Generation generation, Category category) {
    return ahead.getOrDefault(generation, Map.of()).getOrDefault(category, List.of());
  }

  /** The dates of a generation and category whose slots the calendar does not know, with its words; none if it does not scan it. */
  public SortedMap<LocalDate, String> unknown(Generation generation, Category category) {
    return unknown
        .getOrDefault(generation, Map.of())
        .getOrDefault(category, Collections.emptySortedMap());
  }
}
