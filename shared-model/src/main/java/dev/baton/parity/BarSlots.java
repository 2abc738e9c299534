package dev.baton.parity;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The slots of one generation and category, by the bar that is due in them.
 *
 * @param byBar open times of bars, ascending, with their slots, ascending
 * @param unknown market dates of which the calendar does not know the slots, or the bar that is due in one, with its message
 * @param dates market dates with a slot whose time has come
 * @param datesAhead market dates with a slot whose time has not come
 */
record BarSlots(
    NavigableMap<Instant, List<Instant>> byBar,
    SortedMap<LocalDate, String> unknown,
    SortedSet<LocalDate> dates,
    Set<LocalDate> datesAhead) {

  static BarSlots of(
      Category category,
      List<Instant> slots,
      List<Instant> ahead,
      SortedMap<LocalDate, String> unknownDates,
      BarSelection due) {
    NavigableMap<Instant, List<Instant>> byBar = new TreeMap<>();
    SortedMap<LocalDate, String> unknown = new TreeMap<>(unknownDates);
    for (Instant slot : slots) {
      try {
        Instant bar = due.newestDue(category.signalTimeframe(), slot);
        due.windowStart(category.window(), bar);
        byBar.computeIfAbsent(bar, _ -> new ArrayList<>(1)).add(slot);
      } catch (UnknownCalendarException e) {
        unknown.put(MarketTime.date(slot), e.getMessage());
      }
    }
    return new BarSlots(
        Collections.unmodifiableNavigableMap(byBar),
        Collections.unmodifiableSortedMap(unknown),
        slots.stream().map(MarketTime::date).collect(Collectors.toCollection(TreeSet::new)),
        ahead.stream().map(MarketTime::date).collect(Collectors.toUnmodifiableSet()));
  }

  boolean none() {
    return dates.isEmpty() && datesAhead.isEmpty() && unknown.isEmpty();
  }

  boolean isDue(Instant bar) {
    return byBar.containsKey(bar);
  }

  /** The slots in which that bar is due, ascending; empty if there is none. */
  List<Instant> slots(Instant bar) {
    return byBar.getOrDefault(bar, List.of());
  }

  /** The market date of a due bar's first slot. */
  LocalDate session(Instant bar) {
    return MarketTime.date(byBar.get(bar).getFirst());
  }
}
