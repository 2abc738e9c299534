package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.signal.SignalKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signals that a generation found in a slot in which their bar was neither due nor awaited: it had not ended, or cannot be, or
 * belongs to another slot. Each is a difference, whatever the other generation has.
 */
final class SignalsNotDue {

  private final ComparisonInput input;
  private final ReportBuilder report;

  SignalsNotDue(ComparisonInput input, ReportBuilder report) {
    this.input = input;
    this.report = report;
  }

  /**
   * Reports a category's signals whose bar was due in no slot of their own generation. Of a date that the calendar does not know,
   * nobody can tell what was due. What both found in a slot or of a bar that the calendar in force lacks is no difference: a
   * session was shortened or closed after they had scanned it.
   */
  void addAll(Category category) {
    for (Generation generation : Generation.values()) {
      EvidenceIndex index = input.of(generation);
      BarSlots due = index.due(category);
      index
          .signals(category)
          .filter(signal -> !due.isDue(signal.key().barTime()))
          .filter(input::covers)
          .forEach(
              signal ->
                  Optional.ofNullable(due.unknown().get(MarketTime.date(signal.slot())))
                      .ifPresentOrElse(
                          why -> addNotComparable(generation, signal, why),
                          () -> addOfKnownDate(generation, signal)));
    }
  }

  private void addOfKnownDate(Generation generation, PublishedSignal signal) {
    SignalKey key = signal.key();
    if (hasSlotAndBar(signal) || !otherFoundTheSame(generation, signal)) {
      add(generation, signal);
      return;
    }
    report.hold(key.category(), MarketTime.date(signal.slot()), HoldReason.CALENDAR_CHANGED);
    addNotComparable(
        generation,
        signal,
        "both found it in slot %s; the calendar no longer has that slot, or the bar"
            .formatted(MarketTime.text(signal.slot())));
  }

  private boolean hasSlotAndBar(PublishedSignal signal) {
    return isBar(signal.key()) && input.due().openBefore(signal.slot()).isPresent();
  }

  private boolean isBar(SignalKey key) {
    return input.due().isBar(key.category().signalTimeframe(), key.barTime());
  }

  private boolean otherFoundTheSame(Generation generation, PublishedSignal signal) {
    return input.of(generation.other()).signals(BarKey.of(signal.key())).stream()
        .filter(input::covers)
        .map(PublishedSignal::signal)
        .anyMatch(signal.signal()::equals);
  }

  private void addNotComparable(Generation generation, PublishedSignal signal, String why) {
    report.add(new NotComparable(signal.key(), generation, Cause.CALENDAR, why));
  }

  private void add(Generation generation, PublishedSignal signal) {
    LocalDate session = MarketTime.date(signal.slot());
    SignalKey key = signal.key();
    report.tally(key.category(), session).of(generation).signals++;
    report.addMismatch(
        Mismatch.Kind.onlyIn(generation),
        key,
        session,
        Sides.only(generation, Optional.of(signal)),
        Sides.only(generation, input.of(generation).evaluationAt(BarKey.of(key), signal.slot())),
        List.of(),
        diagnosis(generation, signal));
  }

  /** Why the legacy signal, or else the optimized one, was not due in its slot; empty if both were. */
  Optional<Diagnosis> diagnosis(Sides<PublishedSignal> signals) {
    return Stream.of(Generation.values())
        .filter(generation -> input.covers(signals.of(generation)))
        .filter(generation -> !wasDue(generation, signals.of(generation)))
        .findFirst()
        .map(generation -> diagnosis(generation, signals.of(generation)));
  }

  private boolean wasDue(Generation generation, PublishedSignal signal) {
    SignalKey key = signal.key();
    EvidenceIndex index = input.of(generation);
    return index.due(key.category()).slots(key.barTime()).contains(signal.slot())
        || index.wasAwaited(BarKey.of(key), signal.slot());
  }

  private Diagnosis diagnosis(Generation generation, PublishedSignal signal) {
    Timeframe timeframe = signal.key().category().signalTimeframe();
    Instant bar = signal.key().barTime();
    String slot = MarketTime.text(signal.slot());
    if (!isBar(signal.key())) {
      return new Diagnosis(
          Cause.BAR_EXTRA,
          generation,
          "%s has a bar where none can be, in slot %s".formatted(generation.label(), slot));
    }
    Instant end = input.due().end(timeframe, bar);
    if (signal.slot().isBefore(end)) {
      return Diagnosis.formingBar(generation, signal.slot(), end);
    }
    boolean stale = input.due().newestDue(timeframe, signal.slot()).isAfter(bar);
    return new Diagnosis(
        stale ? Cause.STALE_SERIES : Cause.OTHER_SLOT,
        generation,
        "%s found it in slot %s, in which the bar was not due".formatted(generation.label(), slot));
  }
}
