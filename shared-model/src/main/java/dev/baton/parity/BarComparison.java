package dev.baton.parity;

import dev.baton.category.Generation;
import java.time.LocalDate;

/** Compares a bar that was due in both generations. It is a hole unless both evaluated it. */
final class BarComparison {

  private final Sides<EvidenceIndex> evidence;
  private final SignalComparison signals;
  private final ReportBuilder report;

  BarComparison(ComparisonInput input, SignalsNotDue notDue, ReportBuilder report) {
    this.evidence = input.evidence();
    this.signals = new SignalComparison(input, notDue, report);
    this.report = report;
  }

  /**
   * @param session the market date that the bar belongs to
   * @param tally of that session
   */
  void compare(BarKey bar, LocalDate session, ParityTally tally) {
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
          status.both(EvaluationStatus::barMissing) ? HoldReason.DATA_HOLE : HoldReason.NOT_SCANNED,
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
