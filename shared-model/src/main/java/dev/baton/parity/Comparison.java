package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/** One run of the parity check: every bar that was due in both generations, then what was due in one alone or in none. */
final class Comparison {

  private final Sides<EvidenceIndex> evidence;
  private final ReportBuilder report;
  private final SignalComparison signals;
  private final DueComparison due;
  private final SignalsNotDue notDue;

  Comparison(ComparisonInput input, ReportBuilder report) {
    this.evidence = input.evidence();
    this.report = report;
    this.notDue = new SignalsNotDue(input, report);
    this.signals = new SignalComparison(input, notDue, report);
    this.due = new DueComparison(input, report);
  }

  void compare(Category category) {
    Sides<BarSlots> slots = evidence.map(index -> index.due(category));
    SortedSet<Symbol> symbols = new TreeSet<>(evidence.legacy().symbols(category));
    symbols.addAll(evidence.optimized().symbols(category));
    for (Instant bar : slots.legacy().byBar().keySet()) {
      if (slots.optimized().isDue(bar)) {
        LocalDate session = later(slots.map(of -> of.session(bar)));
        ParityTally tally = report.tally(category, session);
        for (Symbol symbol : symbols) {
          compare(new BarKey(category, symbol, bar), session, tally);
        }
      }
    }
    due.compare(category);
    notDue.addAll(category);
    due.holdForUnknownCalls(category);
  }

  private static LocalDate later(Sides<LocalDate> dates) {
    return dates.legacy().isAfter(dates.optimized()) ? dates.legacy() : dates.optimized();
  }

  /** Compares a bar that was due in both generations. It is a hole unless both evaluated it. */
  private void compare(BarKey bar, LocalDate session, ParityTally tally) {
    Sides<EvaluationStatus> status = evidence.map(index -> index.status(bar));
    if (status.either(EvaluationStatus.Pending.class::isInstance)) {
      report.addHole(bar, session, HoldReason.NOT_DONE, status);
      for (Generation generation : Generation.values()) {
        if (status.of(generation) instanceof EvaluationStatus.Pending(String detail)) {
          addNotComparable(bar, generation, detail);
        }
      }
      return;
    }
    if (status.both(EvaluationStatus::evaluated)) {
      tally.bars++;
    } else {
      report.addHole(
          bar,
          session,
          status.both(EvaluationStatus::ofData) ? HoldReason.DATA_HOLE : HoldReason.NOT_SCANNED,
          status);
    }
    signals.compare(bar, status, session, tally);
  }

  /** The signals of a bar that the other generation has yet to evaluate. */
  private void addNotComparable(BarKey bar, Generation pending, String detail) {
    for (PublishedSignal signal : evidence.of(pending.other()).signals(bar)) {
      report.add(
          new NotComparable(
              signal.key(),
              pending.other(),
              Cause.OTHER_SLOT,
              "%s: %s yet".formatted(pending.label(), detail)));
    }
  }
}
