package dev.baton.stack.up;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param from market time of the oldest rows, the start of a day
 * @param sessions from then on
 * @param start owed from then on is what no service says otherwise of
 * @param owed from when on a service says that it owes the slots of a category
 */
record Span(
    Instant from,
    List<Session> sessions,
    Instant start,
    Map<Generation, Map<Category, Instant>> owed) {

  Span {
    sessions = List.copyOf(sessions);
    owed = Map.copyOf(owed);
  }

  /** A simulated market, whose database is new: everything since the clock's start is owed, whatever a service says. */
  static Span simulated(List<Session> sessions, Instant start) {
    return new Span(MarketTime.startOf(MarketTime.date(start)), sessions, start, Map.of());
  }

  /**
   * The real market, whose database stays: the whole days on which the run worked, also where it made up what was missed before
   * its start.
   *
   * @param start when the run began
   * @param until now
   * @param oldest the oldest slot that the run worked on
   * @param owed from when on each generation owes its slots
   */
  static Span live(
      TradingCalendar calendar,
      Instant start,
      Instant until,
      Optional<Instant> oldest,
      Map<Generation, Map<Category, Instant>> owed) {
    Instant first = oldest.filter(slot -> slot.isBefore(start)).orElse(start);
    return new Span(
        MarketTime.startOf(MarketTime.date(first)),
        MarketTime.date(first)
            .datesUntil(MarketTime.date(until).plusDays(1))
            .flatMap(date -> calendar.session(date).stream())
            .toList(),
        start,
        owed);
  }

  /** From when on that generation owes the slots of that category. */
  Instant owedSince(Generation generation, Category category) {
    return owed.getOrDefault(generation, Map.of()).getOrDefault(category, start);
  }
}
