package dev.baton.replay.report;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.parity.Hole;
import dev.baton.parity.ParityReport;
import dev.baton.replay.report.ReplayReport.Hold;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a replay cannot compare, and whether the recording is the reason: slots that could not be planned, and the holes of its
 * parity check, joined over sessions.
 */
final class Holds {

  /** The key of the holds of one date. */
  private record Kind(Category category, String reason, boolean holeInData) {

    static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::category)
            .thenComparing(Kind::reason)
            .thenComparing(Kind::holeInData);
  }

  /** The holds of one date. */
  private static final class Day {
    private final Set<Symbol> symbols = new TreeSet<>();
    private int bars;
  }

  private final Replay replay;
  private final TradingCalendar calendar;

  private Holds(Replay replay) {
    this.replay = replay;
    this.calendar = replay.calendar();
  }

  /** The holds of a replay and its comparison, by category, reason and date. */
  static List<Hold> of(Replay replay, ParityReport parity) {
    Holds holds = new Holds(replay);
    List<Hold> all = new ArrayList<>(holds.slots());
    all.addAll(holds.bars(parity));
    return all;
  }

  private List<Hold> slots() {
    List<Hold> holds = new ArrayList<>();
    for (Category category : replay.range().categories()) {
      SortedMap<LocalDate, List<ReplayPlan.OnHold>> byDate = new TreeMap<>();
      for (Generation generation : Generation.values()) {
        for (ReplayPlan.OnHold held : replay.plan(generation).onHold()) {
          if (held.category() == category) {
            byDate.computeIfAbsent(held.date(), _ -> new ArrayList<>()).add(held);
          }
        }
      }
      byDate.forEach((date, held) -> holds.add(slots(category, date, held)));
    }
    return holds;
  }

  private static Hold slots(Category category, LocalDate date, List<ReplayPlan.OnHold> held) {
    return new Hold(
        category.label(),
        "calendar",
        date.toString(),
        date.toString(),
        1,
        List.of(),
        0,
        held.stream().mapToInt(ReplayPlan.OnHold::slots).sum(),
        // The calendar goes back as far as the recording does; missing hours are another case.
        held.stream().allMatch(one -> one.slots() > 0),
        held.getFirst().reason());
  }

  private List<Hold> bars(ParityReport parity) {
    SortedMap<Kind, SortedMap<LocalDate, Day>> byKind = new TreeMap<>(Kind.ORDER);
    for (Hole hole : parity.holes()) {
      String reason = hole.legacy().or(hole::optimized).orElse(hole.hold().label());
      Day day =
          byKind
              .computeIfAbsent(
                  new Kind(hole.category(), reason, hole.hold().ofData()), _ -> new TreeMap<>())
              .computeIfAbsent(hole.session(), _ -> new Day());
      day.symbols.addAll(hole.symbols());
      day.bars += hole.bars();
    }
    List<Hold> holds = new ArrayList<>();
    byKind.forEach((kind, days) -> holds.addAll(joined(kind, days)));
    return holds;
  }

  /** Sessions one after the other that hold the same symbols are one entry. */
  private List<Hold> joined(Kind kind, SortedMap<LocalDate, Day> days) {
    List<Hold> holds = new ArrayList<>();
    SortedMap<LocalDate, Day> stretch = new TreeMap<>();
    days.forEach(
        (date, day) -> {
          if (!stretch.isEmpty() && !goesOn(stretch, date, day)) {
            holds.add(hold(kind, stretch));
            stretch.clear();
          }
          stretch.put(date, day);
        });
    holds.add(hold(kind, stretch));
    return holds;
  }

  private boolean goesOn(SortedMap<LocalDate, Day> stretch, LocalDate date, Day day) {
    return stretch.lastEntry().getValue().symbols.equals(day.symbols)
        && calendar.nextDate(stretch.lastKey()).equals(date);
  }

  private static Hold hold(Kind kind, SortedMap<LocalDate, Day> stretch) {
    return new Hold(
        kind.category().label(),
        kind.reason(),
        stretch.firstKey().toString(),
        stretch.lastKey().toString(),
        stretch.size(),
        stretch.firstEntry().getValue().symbols.stream().map(Symbol::value).toList(),
        stretch.values().stream().mapToInt(day -> day.bars).sum(),
        0,
        kind.holeInData(),
        "");
  }
}
