package dev.baton.slot;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The schedules that services recorded when they opened their slots.
 *
 * @param pieces expressions as a {@link dev.baton.category.ScanJob} has them, of either form, by the market time from which on they count; a category of which its service
 *     recorded none is left out
 */
public record RecordedSchedules(
    Map<Generation, Map<Category, NavigableMap<Instant, List<String>>>> pieces) {

  public static final RecordedSchedules NONE = new RecordedSchedules(Map.of());

  public RecordedSchedules {
    pieces =
        EnumMaps.copy(
            Generation.class,
            pieces,
            byCategory ->
                EnumMaps.copy(
                    Category.class,
                    byCategory,
                    changes -> Collections.unmodifiableNavigableMap(new TreeMap<>(changes))));
  }

  /** The schedules of a category, ascending; none if none is recorded. */
  public NavigableMap<Instant, List<String>> of(Generation generation, Category category) {
    return pieces
        .getOrDefault(generation, Map.of())
        .getOrDefault(category, Collections.emptyNavigableMap());
  }

  /**
   * What a generation began to scan without a recorded schedule, like {@code legacy day_trading}: its slots are those of its
   * jobs.
   *
   * @param since as in {@link Timetable#since}
   */
  public List<String> assumed(Map<Generation, Map<Category, Instant>> since) {
    return since.entrySet().stream()
        .flatMap(
            generation ->
                generation.getValue().keySet().stream()
                    .filter(category -> of(generation.getKey(), category).isEmpty())
                    .map(category -> generation.getKey().label() + " " + category.label()))
        .sorted()
        .toList();
  }
}
