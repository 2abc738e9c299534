package dev.baton.slot;

import dev.baton.calendar.UnknownCalendarException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Slots of one generation and category, as far as the trading calendar knows them.
 *
 * @param times ascending
 * @param unknown market dates whose slots the calendar does not know, with the reason in its own words; of a stretch before or
 *     after the years that it knows the first date alone
 */
public record Slots(List<Instant> times, SortedMap<LocalDate, String> unknown) {

  static final Slots NONE = new Slots(List.of(), Collections.emptySortedMap());

  public Slots {
    times = List.copyOf(times);
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  public Optional<Instant> first() {
    return times.stream().findFirst();
  }

  /** The reason of the first date that is unknown. */
  public Optional<String> firstUnknown() {
    return unknown.values().stream().findFirst();
  }

  /**
   * The times, for a caller that cannot use a part of them.
   *
   * @throws UnknownCalendarException if a date is unknown
   */
  public List<Instant> complete() {
    if (!unknown.isEmpty()) {
      throw new UnknownCalendarException(unknown.firstEntry().getValue());
    }
    return times;
  }
}
