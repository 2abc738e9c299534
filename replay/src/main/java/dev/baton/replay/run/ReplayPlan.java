package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.Timeframe;
import dev.baton.slot.PlannedScan;
import dev.baton.slot.Slots;
import dev.baton.slot.Timetable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The slots of a generation in a range, with the scans that its service would run for them.
 *
 * @param steps the slot times, ascending
 * @param onHold slots that cannot be done because the calendar does not know enough; they are in no step
 */
public record ReplayPlan(Generation generation, List<Step> steps, List<OnHold> onHold) {

  /**
   * One slot time.
   *
   * @param session index of its session in the range
   * @param scans the categories of each scan
   */
  public record Step(int session, Instant slot, List<Set<Category>> scans) {

    public Step {
      requireNonNull(slot, "slot is null");
      scans = List.copyOf(scans);
    }

    Set<Category> due() {
      Set<Category> due = EnumSet.noneOf(Category.class);
      scans.forEach(due::addAll);
      return due;
    }
  }

  /**
   * Slots of a session that cannot be done.
   *
   * @param slots how many; 0 if that is not known either
   * @param reason what the calendar does not know
   */
  public record OnHold(Category category, LocalDate date, int slots, String reason) {}

  public ReplayPlan {
    requireNonNull(generation, "generation is null");
    steps = List.copyOf(steps);
    onHold = List.copyOf(onHold);
  }

  static ReplayPlan of(
      Generation generation,
      List<LocalDate> sessions,
      Set<Category> categories,
      Timetable timetable) {
    BarSelection due = new DueBars(timetable.calendar());
    List<Step> steps = new ArrayList<>();
    List<OnHold> onHold = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      LocalDate date = sessions.get(i);
      NavigableMap<Instant, Set<Category>> byTime = new TreeMap<>();
      for (Category category : categories) {
        collect(category, date, timetable.due(generation, category, date), due, byTime, onHold);
      }
      int session = i;
      byTime.forEach(
          (slot, together) ->
              steps.add(
                  new Step(
                      session,
                      slot,
                      timetable.scans(generation, slot, together).stream()
                          .map(PlannedScan::categories)
                          .toList())));
    }
    return new ReplayPlan(generation, steps, onHold);
  }

  private static void collect(
      Category category,
      LocalDate date,
      Slots slots,
      BarSelection due,
      Map<Instant, Set<Category>> byTime,
      List<OnHold> onHold) {
    slots
        .unknown()
        .forEach((unknown, reason) -> onHold.add(new OnHold(category, unknown, 0, reason)));
    int held = 0;
    for (Instant slot : slots.times()) {
      try {
        check(category, slot, due);
        byTime.computeIfAbsent(slot, _ -> EnumSet.noneOf(Category.class)).add(category);
      } catch (UnknownCalendarException e) {
        held++;
      }
    }
    if (held > 0) {
      onHold.add(
          new OnHold(
              category,
              date,
              held,
              "the sessions before are not known, in no calendar and no recording"));
    }
  }

  /** Asks the calendar for all that a scan of the slot needs; a cache needs the window of every category on a timeframe. */
  private static void check(Category category, Instant slot, BarSelection due) {
    for (Timeframe timeframe : category.lookups()) {
      Instant bar = due.newestDue(timeframe, slot);
      for (Category other : Category.values()) {
        if (other.signalTimeframe() == timeframe) {
          due.windowStart(other.window(), bar);
        }
      }
    }
  }

  /** The slot times of each category, ascending. */
  public Map<Category, List<Instant>> slots() {
    Map<Category, List<Instant>> slots = new EnumMap<>(Category.class);
    for (Step step : steps) {
      step.due()
          .forEach(
              category -> slots.computeIfAbsent(category, _ -> new ArrayList<>()).add(step.slot()));
    }
    return slots;
  }

  /** The same without the slots of these times. */
  public ReplayPlan without(Set<Instant> skipped) {
    return new ReplayPlan(
        generation, steps.stream().filter(step -> !skipped.contains(step.slot())).toList(), onHold);
  }
}
