package dev.baton.stack.report;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.category.SlotSchedule;
import dev.baton.stack.report.SignalComparison.DueBar;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was to be done in a run: the slots of the default schedules.
 *
 * @param slots the times by generation and category, ascending; all of the sessions, due or not
 * @param sessions the run's sessions
 * @param until the market time that was reached
 */
public record Schedule(
    TradingCalendar calendar,
    List<Session> sessions,
    Map<Generation, Map<Category, List<Instant>>> slots,
    Instant until) {

  /** A slot begins this long after its time by default. */
  private static final Duration FETCH_LAG = Duration.ofSeconds(2);

  /** The schedules of these generations on these sessions. */
  public static Schedule of(
      TradingCalendar calendar, List<Session> sessions, Set<Generation> generations, Instant until) {
    Map<Generation, Map<Category, List<Instant>>> slots = new EnumMap<>(Generation.class);
    for (Generation generation : generations) {
      Map<Category, List<Instant>> ofGeneration = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        SlotSchedule schedule =
            SlotSchedule.of(category, CategoryDefaults.jobs(generation), () -> calendar);
        ofGeneration.put(
            category,
            sessions.stream().flatMap(session -> schedule.slots(session.date()).stream()).toList());
      }
      slots.put(generation, ofGeneration);
    }
    return new Schedule(calendar, List.copyOf(sessions), slots, until);
  }

  /** The slots whose time has come. */
  public List<Instant> due(Generation generation, Category category) {
    return slots.getOrDefault(generation, Map.of()).getOrDefault(category, List.of()).stream()
        .filter(slot -> !slot.plus(FETCH_LAG).isAfter(until))
        .toList();
  }

  /** The bars that the due slots evaluate. */
  Map<Generation, Set<DueBar>> dueBars() {
    DueBars bars = new DueBars(calendar);
    Map<Generation, Set<DueBar>> due = new EnumMap<>(Generation.class);
    for (Generation generation : slots.keySet()) {
      Set<DueBar> ofGeneration = new HashSet<>();
      for (Category category : Category.values()) {
        for (Instant slot : due(generation, category)) {
          ofGeneration.add(new DueBar(category, bars.newestDue(category.signalTimeframe(), slot)));
        }
      }
      due.put(generation, ofGeneration);
    }
    return due;
  }
}
