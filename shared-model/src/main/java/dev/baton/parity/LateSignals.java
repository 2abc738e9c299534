package dev.baton.parity;

import dev.baton.category.Generation;
import dev.baton.signal.SignalKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Counts signals that were published late, and reports those that are late in the optimized generation alone. */
final class LateSignals {

  private final ComparisonInput input;
  private final ReportBuilder report;

  LateSignals(ComparisonInput input, ReportBuilder report) {
    this.input = input;
    this.report = report;
  }

  void count(
      SignalKey key,
      Sides<Optional<PublishedSignal>> published,
      LocalDate session,
      ParityTally tally) {
    Sides<Optional<PublishedSignal>> late = Sides.of(generation -> late(generation, published));
    for (Generation generation : Generation.values()) {
      tally.of(generation).late += late.of(generation).isPresent() ? 1 : 0;
    }
    if (late.optimized().isPresent() && late.legacy().isEmpty() && published.legacy().isPresent()) {
      PublishedSignal legacy = published.legacy().get();
      PublishedSignal optimized = late.optimized().get();
      if (legacy.detectedAt().isBefore(optimized.detectedAt())) {
        tally.lateOptimizedAlone++;
        report.add(new LateSignal(key, session, legacy, optimized));
      }
    }
  }

  /**
   * That generation's signal, if a compared slot found it late: the slot was caught up, it was not the bar's first one, or the
   * other generation published the signal in an earlier session.
   */
  private Optional<PublishedSignal> late(
      Generation generation, Sides<Optional<PublishedSignal>> published) {
    return published
        .of(generation)
        .filter(input::covers)
        .filter(
            signal ->
                signal.late()
                    || signal.slot().isAfter(firstSlot(generation, signal.key()))
                    || published
                        .of(generation.other())
                        .filter(other -> !input.covers(other))
                        .isPresent());
  }

  private Instant firstSlot(Generation generation, SignalKey key) {
    return input.of(generation).due(key.category()).slots(key.barTime()).getFirst();
  }
}
