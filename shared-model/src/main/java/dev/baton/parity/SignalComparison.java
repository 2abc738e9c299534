package dev.baton.parity;

import dev.baton.category.Generation;
import dev.baton.signal.SignalKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares what both generations published for a bar, key by key. */
final class SignalComparison {

  private final ComparisonInput input;
  private final SignalsNotDue notDue;
  private final LateSignals late;
  private final UnpublishedSignals unpublished;
  private final ReportBuilder report;

  SignalComparison(ComparisonInput input, SignalsNotDue notDue, ReportBuilder report) {
    this.input = input;
    this.notDue = notDue;
    this.late = new LateSignals(input, report);
    this.unpublished = new UnpublishedSignals(input.evidence(), report);
    this.report = report;
  }

  void compare(BarKey bar, Sides<EvaluationStatus> status, LocalDate session, ParityTally tally) {
    Sides<Map<SignalKey, PublishedSignal>> signals =
        input.evidence().map(index -> byKey(index.signals(bar)));
    SortedSet<SignalKey> keys = new TreeSet<>(signals.legacy().keySet());
    keys.addAll(signals.optimized().keySet());
    unpublished.addAll(bar, keys, session);
    if (signals.both(byKey -> byKey.values().stream().noneMatch(input::covers))) {
      // None, or those of an earlier session whose bar was evaluated again.
      return;
    }
    for (Generation generation : Generation.values()) {
      tally.of(generation).signals += signals.of(generation).size();
    }
    for (SignalKey key : keys) {
      Sides<Optional<PublishedSignal>> published =
          signals.map(byKey -> Optional.ofNullable(byKey.get(key)));
      late.count(key, published, session, tally);
      compare(key, SignalEvidence.of(key, input.evidence(), status, published), session, tally);
    }
  }

  private static Map<SignalKey, PublishedSignal> byKey(List<PublishedSignal> signals) {
    Map<SignalKey, PublishedSignal> byKey = HashMap.newHashMap(signals.size());
    signals.forEach(signal -> byKey.putIfAbsent(signal.key(), signal));
    return byKey;
  }

  private void compare(
      SignalKey key, Sides<SignalEvidence> evidence, LocalDate session, ParityTally tally) {
    Sides<Optional<PublishedSignal>> published = evidence.map(SignalEvidence::published);
    if (!published.both(Optional::isPresent)) {
      Generation generation =
          published.legacy().isPresent() ? Generation.LEGACY : Generation.OPTIMIZED;
      add(Mismatch.Kind.onlyIn(generation), evidence, session, List.of(), explained(evidence));
      return;
    }
    Sides<PublishedSignal> signals = published.map(Optional::orElseThrow);
    List<FieldDrift> drift =
        FieldDrift.of(signals.map(signal -> signal.signal().values()), input.tolerances());
    if (!drift.isEmpty()) {
      add(Mismatch.Kind.DRIFTED, evidence, session, drift, explained(evidence));
      return;
    }
    notDue
        .diagnosis(signals)
        .ifPresentOrElse(
            diagnosis -> add(Mismatch.Kind.DRIFTED, evidence, session, drift, diagnosis),
            () -> countMatch(key, signals, tally));
  }

  private Diagnosis explained(Sides<SignalEvidence> evidence) {
    return input.explainer().explain(evidence);
  }

  private void add(
      Mismatch.Kind kind,
      Sides<SignalEvidence> evidence,
      LocalDate session,
      List<FieldDrift> drift,
      Diagnosis diagnosis) {
    report.addMismatch(
        kind,
        evidence.legacy().key(),
        session,
        evidence.map(SignalEvidence::published),
        evidence.map(SignalEvidence::evaluation),
        drift,
        diagnosis);
  }

  private void countMatch(SignalKey key, Sides<PublishedSignal> signals, ParityTally tally) {
    Instant end = input.due().end(key.category().signalTimeframe(), key.barTime());
    tally.addMatch(signals.map(signal -> seconds(end, signal)));
    if (!signals.legacy().signal().input().equals(signals.optimized().signal().input())) {
      tally.matchedOnOtherInput++;
    }
  }

  private static double seconds(Instant end, PublishedSignal signal) {
    return Duration.between(end, signal.detectedAt()).toMillis() / 1000.0;
  }
}
