package dev.baton.replay.report;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.parity.Evaluation;
import dev.baton.parity.Target;
import dev.baton.replay.report.ReplayReport.Hold;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.replay.run.SlotPlan;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.strategy.SignalEngine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what a replay can say nothing of, and whether the recording is the reason. */
final class Holds {

  /** What holds of one date are told apart by. */
  private record Kind(Category category, Outcome outcome, boolean holeInData)
      implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return Comparator.comparing(Kind::category)
          .thenComparing(Kind::outcome)
          .thenComparing(Kind::holeInData)
          .compare(this, other);
    }
  }

  /** What is held of one date. */
  private static final class Day {
    private final Set<Symbol> symbols = new TreeSet<>();
    private int bars;
  }

  private final Replay replay;
  private final TradingCalendar calendar;
  private final DueBars due;

  private Holds(Replay replay) {
    this.replay = replay;
    this.calendar = replay.calendar();
    this.due = new DueBars(calendar);
  }

  /** The holds of a run, by category, reason and date. */
  static List<Hold> of(ReplayRun run) {
    Holds holds = new Holds(run.replay());
    List<Hold> all = new ArrayList<>(holds.slots());
    all.addAll(holds.bars(run));
    return all;
  }

  private List<Hold> slots() {
    List<Hold> holds = new ArrayList<>();
    for (Category category : replay.range().categories()) {
      SortedMap<LocalDate, List<SlotPlan.OnHold>> byDate = new TreeMap<>();
      for (Generation generation : Generation.values()) {
        for (SlotPlan.OnHold held : replay.plan(generation).onHold()) {
          if (held.category() == category) {
            byDate.computeIfAbsent(held.date(), _ -> new ArrayList<>()).add(held);
          }
        }
      }
      byDate.forEach((date, held) -> holds.add(slots(category, date, held)));
    }
    return holds;
  }

  private static Hold slots(Category category, LocalDate date, List<SlotPlan.OnHold> held) {
    return new Hold(
        category.label(),
        "calendar",
        date.toString(),
        date.toString(),
        1,
        List.of(),
        0,
        held.stream().mapToInt(SlotPlan.OnHold::slots).sum(),
        // The calendar goes back as far as the recording does; hours that it lacks are another thing.
        held.stream().allMatch(one -> one.slots() > 0),
        held.getFirst().reason());
  }

  private List<Hold> bars(ReplayRun run) {
    Map<Target, Outcome> held = new LinkedHashMap<>();
    for (Generation generation : Generation.values()) {
      Map<Target, Outcome> last = new LinkedHashMap<>();
      for (Evaluation evaluation : run.of(generation).evaluations()) {
        last.put(evaluation.target(), evaluation.outcome());
      }
      last.forEach(
          (target, outcome) -> {
            if (outcome != Outcome.EVALUATED) {
              held.putIfAbsent(target, outcome);
            }
          });
    }
    SortedMap<Kind, SortedMap<LocalDate, Day>> byKind = new TreeMap<>();
    held.forEach(
        (target, outcome) -> {
          Day day =
              byKind
                  .computeIfAbsent(
                      new Kind(target.category(), outcome, holeInData(target, outcome)),
                      _ -> new TreeMap<>())
                  .computeIfAbsent(MarketTime.date(target.barTime()), _ -> new Day());
          day.symbols.add(target.symbol());
          day.bars++;
        });
    List<Hold> holds = new ArrayList<>();
    byKind.forEach((kind, days) -> holds.addAll(joined(kind, days)));
    return holds;
  }

  private boolean holeInData(Target target, Outcome outcome) {
    Category category = target.category();
    CandleSeries recorded =
        replay.candles().series(target.symbol(), category.signalTimeframe());
    return switch (outcome) {
      case BAR_MISSING -> recorded.indexOf(target.barTime()) < 0;
      case TOO_FEW_BARS ->
          recorded
                  .between(due.windowStart(category.window(), target.barTime()), target.barTime())
                  .size()
              < SignalEngine.MINIMUM_BARS;
      case EVALUATED, FAILED, TIMED_OUT -> false;
    };
  }

  /** Sessions one after the other that hold the same symbols are one entry. */
  private List<Hold> joined(Kind kind, SortedMap<LocalDate, Day> days) {
    List<Hold> holds = new ArrayList<>();
    LocalDate from = null;
    LocalDate to = null;
    int sessions = 0;
    int bars = 0;
    Set<Symbol> symbols = Set.of();
    for (Map.Entry<LocalDate, Day> entry : days.entrySet()) {
      boolean goesOn =
          to != null
              && entry.getValue().symbols.equals(symbols)
              && calendar.nextDate(to).equals(entry.getKey());
      if (!goesOn) {
        if (to != null) {
          holds.add(hold(kind, from, to, sessions, symbols, bars));
        }
        from = entry.getKey();
        symbols = entry.getValue().symbols;
        sessions = 0;
        bars = 0;
      }
      to = entry.getKey();
      sessions++;
      bars += entry.getValue().bars;
    }
    if (to != null) {
      holds.add(hold(kind, from, to, sessions, symbols, bars));
    }
    return holds;
  }

  private static Hold hold(
      Kind kind, LocalDate from, LocalDate to, int sessions, Set<Symbol> symbols, int bars) {
    return new Hold(
        kind.category().label(),
        kind.outcome().label(),
        from.toString(),
        to.toString(),
        sessions,
        symbols.stream().map(Symbol::value).toList(),
        bars,
        0,
        kind.holeInData(),
        "");
  }
}
