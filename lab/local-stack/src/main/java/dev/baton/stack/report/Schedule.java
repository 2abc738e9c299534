package dev.baton.stack.report;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.SlotRow;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The slots of a run.
 *
 * @param sessions the run's sessions
 * @param slots the slots of the sessions by generation and category, ascending, due or not
 * @param due those that are due and must have begun, likewise
 */
public record Schedule(
    TradingCalendar calendar,
    List<Session> sessions,
    Map<Generation, Map<Category, List<Instant>>> slots,
    Map<Generation, Map<Category, List<Instant>>> due) {

  /**
   * The slots of these sessions.
   *
   * @param timetable by which the services work
   * @param fetchLag how long after its time a slot begins; market time
   * @param since from when on slots are due, the time itself included, by the generations that run and their categories
   * @param until the market time that was reached
   */
  public static Schedule of(
      Timetable timetable,
      Duration fetchLag,
      List<Session> sessions,
      Map<Generation, Map<Category, Instant>> since,
      Instant until) {
    return new Schedule(
        timetable.calendar(),
        List.copyOf(sessions),
        slots(timetable, since.keySet(), sessions, Instant.MAX),
        slots(timetable.since(since), since.keySet(), sessions, until.minus(fetchLag)));
  }

  private static Map<Generation, Map<Category, List<Instant>>> slots(
      Timetable timetable, Set<Generation> generations, List<Session> sessions, Instant until) {
    Map<Generation, Map<Category, List<Instant>>> slots = new EnumMap<>(Generation.class);
    for (Generation generation : generations) {
      Map<Category, List<Instant>> ofGeneration = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        ofGeneration.put(
            category,
            sessions.stream()
                .map(session -> timetable.due(generation, category, session.date()))
                .flatMap(ofDate -> ofDate.complete().stream())
                .filter(slot -> !slot.isAfter(until))
                .toList());
      }
      slots.put(generation, ofGeneration);
    }
    return slots;
  }

  private static Map<Category, List<Instant>> filtered(
      Map<Category, List<Instant>> slots, BiPredicate<Category, Instant> wanted) {
    Map<Category, List<Instant>> filtered = new EnumMap<>(Category.class);
    slots.forEach(
        (category, times) ->
            filtered.put(
                category, times.stream().filter(slot -> wanted.test(category, slot)).toList()));
    return filtered;
  }

  /** The slots that are due. */
  public List<Instant> due(Generation generation, Category category) {
    return due.getOrDefault(generation, Map.of()).getOrDefault(category, List.of());
  }

  /**
   * This schedule after what was done: a slot that is done was due. A service processes its slots in order, so an interruption
   * of the run excuses the slot in work and the slots of the time that came next. Slots further behind should have been done
   * long before.
   */
  Schedule seen(List<SlotRow> rows, boolean interrupted) {
    Map<Generation, Map<Category, List<Instant>>> now = new EnumMap<>(Generation.class);
    slots.forEach(
        (generation, ofGeneration) -> {
          List<SlotRow> begun =
              rows.stream().filter(row -> row.generation() == generation).toList();
          Map<Category, Set<Instant>> done =
              begun.stream()
                  .filter(SlotRow::done)
                  .collect(
                      Collectors.groupingBy(
                          SlotRow::category,
                          () -> new EnumMap<>(Category.class),
                          Collectors.mapping(SlotRow::slot, Collectors.toSet())));
          Instant lastBegun =
              begun.stream().map(SlotRow::slot).max(Comparator.naturalOrder()).orElse(Instant.MIN);
          Optional<Instant> next =
              due.get(generation).values().stream()
                  .flatMap(List::stream)
                  .filter(slot -> slot.isAfter(lastBegun))
                  .min(Comparator.naturalOrder());
          Map<Category, Set<Instant>> had = new EnumMap<>(Category.class);
          due.get(generation).forEach((category, times) -> had.put(category, Set.copyOf(times)));
          now.put(
              generation,
              filtered(
                  ofGeneration,
                  (category, slot) ->
                      done.getOrDefault(category, Set.of()).contains(slot)
                          || had.get(category).contains(slot)
                              && !(interrupted
                                  && (slot.equals(lastBegun)
                                      || next.filter(slot::equals).isPresent()))));
        });
    return new Schedule(calendar, sessions, slots, now);
  }

  /** Whether every slot that is due or still ahead is done. */
  public boolean allDone(List<SlotRow> rows) {
    Map<Generation, Map<Category, Set<Instant>>> done =
        rows.stream()
            .filter(SlotRow::done)
            .collect(
                Collectors.groupingBy(
                    SlotRow::generation,
                    Collectors.groupingBy(
                        SlotRow::category, Collectors.mapping(SlotRow::slot, Collectors.toSet()))));
    DueSlots all = dueSlots();
    return slots.keySet().stream()
        .allMatch(
            generation ->
                slots.get(generation).keySet().stream()
                    .allMatch(
                        category ->
                            done.getOrDefault(generation, Map.of())
                                .getOrDefault(category, Set.of())
                                .containsAll(
                                    Stream.concat(
                                            all.of(generation, category).stream(),
                                            all.ahead(generation, category).stream())
                                        .toList())));
  }

  /** The same for a comparison; the slots after the last one that is due are ahead. */
  DueSlots dueSlots() {
    Map<Generation, Map<Category, List<Instant>>> ahead = new EnumMap<>(Generation.class);
    slots.forEach(
        (generation, ofGeneration) ->
            ahead.put(
                generation,
                filtered(
                    ofGeneration,
                    (category, slot) -> {
                      List<Instant> had = due(generation, category);
                      return had.isEmpty() || slot.isAfter(had.getLast());
                    })));
    return new DueSlots(due, ahead);
  }
}
