package dev.baton.stack.report;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.SlotRow;
import dev.baton.market.MarketTime;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The slots of a run.
 *
 * @param generations those that run
 * @param sessions the run's sessions
 * @param slots the slots of the sessions, due or not, ascending within each category of a generation
 * @param due those that are due and must have begun
 */
public record Schedule(
    TradingCalendar calendar,
    Set<Generation> generations,
    List<Session> sessions,
    Set<Slot> slots,
    Set<Slot> due) {

  /** A slot of one category of a generation. */
  public record Slot(Generation generation, Category category, Instant time) {

    static Slot of(SlotRow row) {
      return new Slot(row.generation(), row.category(), row.slot());
    }

    /** Without the generation, for its own defects. */
    @Override
    public String toString() {
      return category.label() + " " + MarketTime.offset(time);
    }
  }

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
    Set<Slot> due = slots(timetable.since(since), since.keySet(), sessions);
    due.removeIf(slot -> slot.time().isAfter(until.minus(fetchLag)));
    return new Schedule(
        timetable.calendar(),
        since.keySet(),
        List.copyOf(sessions),
        slots(timetable, since.keySet(), sessions),
        due);
  }

  private static Set<Slot> slots(
      Timetable timetable, Set<Generation> generations, List<Session> sessions) {
    Set<Slot> slots = new LinkedHashSet<>();
    for (Generation generation : generations) {
      for (Category category : Category.values()) {
        for (Session session : sessions) {
          timetable
              .due(generation, category, session.date())
              .complete()
              .forEach(time -> slots.add(new Slot(generation, category, time)));
        }
      }
    }
    return slots;
  }

  /** The slots that are due, ascending. */
  public List<Slot> due(Generation generation, Category category) {
    return due.stream()
        .filter(slot -> slot.generation() == generation && slot.category() == category)
        .toList();
  }

  /**
   * This schedule after what was done: a slot that is done was due. A service processes its slots in order, so an interruption
   * of the run excuses the slot in work and the slots of the time that came next. Slots further behind should have been done
   * long before.
   */
  Schedule seen(List<SlotRow> rows, boolean interrupted) {
    Set<Slot> must = new HashSet<>(due);
    if (interrupted) {
      for (Generation generation : generations) {
        Instant lastBegun =
            rows.stream()
                .filter(row -> row.generation() == generation)
                .map(SlotRow::slot)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Optional<Instant> next =
            due.stream()
                .filter(slot -> slot.generation() == generation && slot.time().isAfter(lastBegun))
                .map(Slot::time)
                .min(Comparator.naturalOrder());
        must.removeIf(
            slot ->
                slot.generation() == generation
                    && (slot.time().equals(lastBegun)
                        || next.filter(slot.time()::equals).isPresent()));
      }
    }
    must.addAll(done(rows));
    return new Schedule(calendar, generations, sessions, slots, only(must::contains));
  }

  /** Whether every slot that is due or still ahead is done. */
  public boolean allDone(List<SlotRow> rows) {
    return done(rows).containsAll(only(ahead().or(due::contains)));
  }

  private static Set<Slot> done(List<SlotRow> rows) {
    return rows.stream().filter(SlotRow::done).map(Slot::of).collect(Collectors.toSet());
  }

  private Set<Slot> only(Predicate<Slot> wanted) {
    return slots.stream().filter(wanted).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The same for a comparison. */
  DueSlots dueSlots() {
    return new DueSlots(times(due), times(only(ahead())));
  }

  /** The slots after the last one that is due. */
  private Predicate<Slot> ahead() {
    DueSlots had = new DueSlots(times(due));
    return slot -> {
      List<Instant> times = had.of(slot.generation(), slot.category());
      return times.isEmpty() || slot.time().isAfter(times.getLast());
    };
  }

  private static Map<Generation, Map<Category, List<Instant>>> times(Set<Slot> slots) {
    return slots.stream()
        .collect(
            Collectors.groupingBy(
                Slot::generation,
                Collectors.groupingBy(
                    Slot::category, Collectors.mapping(Slot::time, Collectors.toList()))));
  }
}
