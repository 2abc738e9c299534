package dev.baton.runtime.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.SlotSchedule;
import dev.baton.market.MarketTime;
import dev.baton.parity.DueSlots;
import dev.baton.runtime.settings.SchedulerSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The slots that both generations owe in a live run: by this service's own settings for its own generation, by the defaults
 * for the other one, whose settings it cannot know.
 */
public final class OwedSlots {

  private final Map<Generation, Map<Category, SlotSchedule>> schedules =
      new EnumMap<>(Generation.class);

  /**
   * @param own this service's settings
   * @param calendar the one in force, asked for each time
   */
  public OwedSlots(SchedulerSettings own, Supplier<TradingCalendar> calendar) {
    requireNonNull(own, "own is null");
    for (Generation generation : Generation.values()) {
      SchedulerSettings settings =
          generation == own.generation() ? own : SchedulerSettings.defaults(generation);
      schedules.put(generation, settings.schedules(calendar));
    }
  }

  /**
   * The slots of these market dates whose time has come.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @param until market time; a slot at that very time has come
   * @param since from when on each generation owes slots, the time itself included, as in {@link Evidence#since}; a category
   *     without an entry was never begun and owes none
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know a date that has come
   */
  public DueSlots between(
      LocalDate from, LocalDate to, Instant until, Map<Generation, Map<Category, Instant>> since) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    EnumMap<Generation, Map<Category, List<Instant>>> due = new EnumMap<>(Generation.class);
    since.forEach(
        (generation, starts) -> {
          EnumMap<Category, List<Instant>> byCategory = new EnumMap<>(Category.class);
          starts.forEach(
              (category, start) ->
                  byCategory.put(
                      category,
                      slots(
                          schedules.get(generation).get(category),
                          new Span(from, to, start, until))));
          due.put(generation, byCategory);
        });
    return new DueSlots(due);
  }

  private record Span(LocalDate from, LocalDate to, Instant start, Instant until) {

    LocalDate first() {
      LocalDate began = MarketTime.date(start);
      return began.isAfter(from) ? began : from;
    }

    LocalDate last() {
      LocalDate now = MarketTime.date(until);
      return now.isBefore(to) ? now : to;
    }

    boolean has(Instant slot) {
      return !slot.isBefore(start) && !slot.isAfter(until);
    }
  }

  private static List<Instant> slots(SlotSchedule schedule, Span span) {
    if (span.first().isAfter(span.last())) {
      // All of it is before the first start, or still to come.
      return List.of();
    }
    return span.first()
        .datesUntil(span.last().plusDays(1))
        .flatMap(date -> schedule.slots(date).stream())
        .filter(span::has)
        .toList();
  }
}
