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
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The slots of one generation and category by the bar that is due in them.
 *
 * @param byBar ascending; the slots of a bar ascending
 * @param unknown slots of which the calendar does not know the due bar, with its own words
 */
record BarSlots(NavigableMap<Instant, List<Instant>> byBar, Map<Instant, String> unknown) {

  static BarSlots of(Category category, List<Instant> slots, BarSelection due) {
    NavigableMap<Instant, List<Instant>> byBar = new TreeMap<>();
    Map<Instant, String> unknown = new TreeMap<>();
    for (Instant slot : slots) {
      try {
        Instant bar = due.newestDue(category.signalTimeframe(), slot);
        due.windowStart(category.window(), bar);
        byBar.computeIfAbsent(bar, _ -> new ArrayList<>(1)).add(slot);
      } catch (UnknownCalendarException e) {
        unknown.put(slot, e.getMessage());
      }
    }
    return new BarSlots(Collections.unmodifiableNavigableMap(byBar), unknown);
  }

  /** The slots in which that bar is due; none if it is due in no slot. */
  List<Instant> slots(Instant bar) {
    return byBar.getOrDefault(bar, List.of());
  }

  /** The market date on which a bar is first due. */
  LocalDate session(Instant bar) {
    return MarketTime.date(byBar.get(bar).getFirst());
  }
}
