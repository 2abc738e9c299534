package dev.baton.stack.up;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param from market time of the oldest rows, the start of a day
 * @param sessions from then on
 * @param start slots are due from then on, where no service recorded otherwise
 * @param recorded from when on slots are due, as services recorded it
 */
record Span(
    Instant from,
    List<Session> sessions,
    Instant start,
    Map<Generation, Map<Category, Instant>> recorded) {

  Span {
    sessions = List.copyOf(sessions);
    recorded = Map.copyOf(recorded);
  }

  /** A simulated market, whose database is new: everything since the clock's start is due, whatever a service recorded. */
  static Span simulated(List<Session> sessions, Instant start) {
    return new Span(MarketTime.startOf(MarketTime.date(start)), sessions, start, Map.of());
  }

  /**
   * The real market, whose database stays: the whole days on which the run worked, also where it caught up on what was missed
   * before its start.
   *
   * @param start when the run began
   * @param until now
   * @param oldest the oldest slot that the run worked on
   * @param recorded from when on each generation's slots are due
   */
  static Span live(
      TradingCalendar calendar,
      Instant start,
      Instant until,
      Optional<Instant> oldest,
      Map<Generation, Map<Category, Instant>> recorded) {
    Instant first = oldest.filter(slot -> slot.isBefore(start)).orElse(start);
    return new Span(
        MarketTime.startOf(MarketTime.date(first)),
        MarketTime.date(first)
            .datesUntil(MarketTime.date(until).plusDays(1))
            .filter(calendar::hoursKnown)
            .map(calendar::require)
            .toList(),
        start,
        recorded);
  }

  /** From when on the slots of each category are due, by these generations. */
  Map<Generation, Map<Category, Instant>> since(Set<Generation> generations) {
    Map<Generation, Map<Category, Instant>> since = new EnumMap<>(Generation.class);
    for (Generation generation : generations) {
      Map<Category, Instant> starts = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        starts.put(
            category, recorded.getOrDefault(generation, Map.of()).getOrDefault(category, start));
      }
      since.put(generation, starts);
    }
    return since;
  }
}
