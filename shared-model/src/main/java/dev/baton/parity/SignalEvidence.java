package dev.baton.parity;

import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.StrategySignal;
import java.util.List;
import java.util.Optional;

/**
 * One generation's evidence on a signal.
 *
 * @param status of the signal's bar
 * @param published what the generation published under the key
 * @param publishedByOther what the other generation published under it
 */
record SignalEvidence(
    SignalKey key,
    EvidenceIndex index,
    EvaluationStatus status,
    Optional<PublishedSignal> published,
    Optional<PublishedSignal> publishedByOther) {

  static Sides<SignalEvidence> of(
      SignalKey key,
      Sides<EvidenceIndex> evidence,
      Sides<EvaluationStatus> status,
      Sides<Optional<PublishedSignal>> published) {
    return Sides.of(
        generation ->
            new SignalEvidence(
                key,
                evidence.of(generation),
                status.of(generation),
                published.of(generation),
                published.of(generation.other())));
  }

  Generation generation() {
    return index.generation();
  }

  BarKey bar() {
    return BarKey.of(key);
  }

  /**
   * The evaluation that found the published signal. Without one: the evaluation of the same input as the other generation's
   * signal, else the last one before that signal's slot, else what the status says.
   */
  Optional<Evaluation> evaluation() {
    return published
        .flatMap(signal -> index.evaluationAt(bar(), signal.slot()))
        .or(() -> publishedByOther.flatMap(this::evaluationBeside))
        .or(status::evaluation);
  }

  private Optional<Evaluation> evaluationBeside(PublishedSignal other) {
    List<Evaluation> evaluated =
        index.evaluations(bar()).stream().filter(Evaluation::evaluated).toList();
    return evaluated.stream()
        .filter(evaluation -> evaluation.input().equals(Optional.of(other.signal().input())))
        .findFirst()
        .or(
            () ->
                evaluated.reversed().stream()
                    .filter(evaluation -> !evaluation.slot().isAfter(other.slot()))
                    .findFirst());
  }

  Optional<Fingerprint> input() {
    return published
        .map(signal -> signal.signal().input())
        .or(() -> evaluation().flatMap(Evaluation::input));
  }

  /** The bars behind the signal; empty if they are not known any more, or are those of another input. */
  Optional<CandleSeries> window() {
    return evaluation()
        .filter(evaluation -> evaluation.input().equals(input()))
        .flatMap(index.recorded().windows()::of);
  }

  Optional<StrategySignal> values() {
    return published.map(signal -> signal.signal().values());
  }
}
