package dev.baton.evidence;

import dev.baton.scan.Lookups;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The lookups of a generation over all its slots, by category and time of day. Slots at the same time of day need the same kind of bars
 * in every session of ordinary hours, so the rate of that time is what a slot at that time can expect.
 */
public final class SlotLookups {

  private final Map<String, Map<LocalTime, Lookups>> byCategory = new HashMap<>();

  /**
   * Adds what was measured in the slots of a category at one time of day.
   *
   * @param category its label
   * @param time Asia/Kolkata
   */
  public void add(String category, LocalTime time, Lookups lookups) {
    byCategory.computeIfAbsent(category, _ -> new HashMap<>()).merge(time, lookups, Lookups::plus);
  }

  /** Returns the sum of all. */
  public Lookups all() {
    return sum(byCategory.values().stream().flatMap(times -> times.values().stream()).toList());
  }

  /**
   * Returns the hit rate of a category's slots at that time of day, 0 to 1; where none was measured at that time, that of all its
   * slots, and 0 without any.
   *
   * @param category its label
   * @param time Asia/Kolkata
   */
  public double hitRate(String category, LocalTime time) {
    Map<LocalTime, Lookups> times = byCategory.getOrDefault(category, Map.of());
    return times
        .getOrDefault(time, Lookups.NONE)
        .hitRate()
        .or(() -> sum(times.values()).hitRate())
        .orElse(0.0);
  }

  private static Lookups sum(Collection<Lookups> parts) {
    return parts.stream().reduce(Lookups.NONE, Lookups::plus);
  }
}
