package dev.baton.parity;

import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.category.RulesVersion;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import dev.baton.strategy.SignalEngine;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the cause of a difference by evidence, in this order: what was not scanned; a bar that had not ended; what was
 * found and not published; other rules; other input. What is left is equal input and unequal output: the code differs.
 */
final class Explainer {

  private final DueBars due;
  private final InputExplainer inputExplainer;

  /**
   * @param engine evaluates windows again; either generation's will do
   */
  Explainer(DueBars due, Tolerances tolerances, SignalEngine engine) {
    this.due = due;
    this.inputExplainer = new InputExplainer(due, tolerances, engine);
  }

  Diagnosis explain(Sides<SignalEvidence> evidence) {
    return evidence
        .first(Explainer::notScanned)
        .or(() -> evidence.first(this::formingBar))
        .or(() -> evidence.first(Explainer::notPublished))
        .or(() -> alarm(evidence))
        .or(() -> otherRules(evidence))
        .or(() -> sameInput(evidence))
        .or(() -> evidence.first(Explainer::windowNotEvaluated))
        .orElseGet(() -> otherInput(evidence));
  }

  private static Optional<Diagnosis> notScanned(SignalEvidence evidence) {
    return evidence.status() instanceof EvaluationStatus.NotEvaluated status
            && outcomeOfWindow(status, evidence.bar()).isEmpty()
        ? Optional.of(asStatusSays(evidence, status))
        : Optional.empty();
  }

  /** The bar was there, and its window had holes or a break of the price, other than in the other generation. */
  private static Optional<Diagnosis> windowNotEvaluated(SignalEvidence evidence) {
    return evidence.status() instanceof EvaluationStatus.NotEvaluated status
            && outcomeOfWindow(status, evidence.bar())
                .filter(outcome -> outcome != SymbolResult.Outcome.TOO_FEW_BARS)
                .isPresent()
        ? Optional.of(asStatusSays(evidence, status))
        : Optional.empty();
  }

  private static Diagnosis asStatusSays(
      SignalEvidence evidence, EvaluationStatus.NotEvaluated status) {
    return new Diagnosis(
        status.cause(), evidence.generation(), evidence.generation().label() + ": " + status.why());
  }

  /** Why the bar's own window was not evaluated, which is a question of the rules and of the input; empty for other reasons. */
  private static Optional<SymbolResult.Outcome> outcomeOfWindow(
      EvaluationStatus.NotEvaluated status, BarKey bar) {
    return status
        .instead()
        .filter(evaluation -> evaluation.bar().equals(bar))
        .filter(evaluation -> evaluation.input().isPresent())
        .map(Evaluation::outcome);
  }

  private Optional<Diagnosis> formingBar(SignalEvidence evidence) {
    BarKey bar = evidence.bar();
    Instant end = due.end(bar.category().signalTimeframe(), bar.barTime());
    return evidence
        .evaluation()
        .filter(evaluation -> evaluation.slot().isBefore(end))
        .map(evaluation -> Diagnosis.formingBar(evidence.generation(), evaluation.slot(), end));
  }

  private static Optional<Diagnosis> notPublished(SignalEvidence evidence) {
    if (evidence.published().isPresent()) {
      return Optional.empty();
    }
    StrategySide wanted = new StrategySide(evidence.key().strategy(), evidence.key().side());
    return evidence.index().evaluations(evidence.bar()).stream()
        .filter(evaluation -> evaluation.found().contains(wanted))
        .findFirst()
        .map(
            evaluation ->
                new Diagnosis(
                    Cause.PUBLICATION_LOST,
                    evidence.generation(),
                    "%s found it at slot %s and has no signal"
                        .formatted(
                            evidence.generation().label(), MarketTime.text(evaluation.slot()))));
  }

  /** Both evaluated the same bars by the same strategies. Other limits and facts do not explain that. */
  private static Optional<Diagnosis> alarm(Sides<SignalEvidence> evidence) {
    Sides<Optional<String>> rules =
        evidence.map(
            side ->
                side.evaluation()
                    .filter(Evaluation::evaluated)
                    .map(Evaluation::rules)
                    .map(RulesVersion::ofStrategies));
    return rules.legacy().isPresent() && rules.legacy().equals(rules.optimized())
        ? sameInput(evidence)
        : Optional.empty();
  }

  private static Optional<Diagnosis> otherRules(Sides<SignalEvidence> evidence) {
    Sides<String> rules = evidence.map(side -> side.evaluation().map(Evaluation::rules).orElse(""));
    return rules.either(String::isEmpty) || rules.legacy().equals(rules.optimized())
        ? Optional.empty()
        : Optional.of(
            new Diagnosis(
                Cause.VERSION,
                "legacy's rules are %s, optimized's %s"
                    .formatted(rules.legacy(), rules.optimized())));
  }

  private static Optional<Diagnosis> sameInput(Sides<SignalEvidence> evidence) {
    Sides<Optional<Fingerprint>> inputs = evidence.map(SignalEvidence::input);
    return inputs
        .legacy()
        .filter(legacy -> inputs.optimized().equals(Optional.of(legacy)))
        .map(
            legacy ->
                new Diagnosis(
                    Cause.SAME_INPUT_DIFFERENT_OUTPUT,
                    "both had the same %s bars with hash %s"
                        .formatted(legacy.bars(), legacy.hashText())));
  }

  private Diagnosis otherInput(Sides<SignalEvidence> evidence) {
    Sides<Optional<Fingerprint>> inputs = evidence.map(SignalEvidence::input);
    if (inputs.either(Optional::isEmpty)) {
      return new Diagnosis(
          Cause.PUBLICATION_LOST,
          inputs.legacy().isEmpty() ? Generation.LEGACY : Generation.OPTIMIZED,
          "there is no record of the evaluation");
    }
    Sides<Fingerprint> known = inputs.map(Optional::orElseThrow);
    Sides<Optional<CandleSeries>> windows = evidence.map(SignalEvidence::window);
    return windows.both(Optional::isPresent)
        ? inputExplainer.explain(evidence, windows.map(Optional::orElseThrow))
        : byFingerprints(known.legacy(), known.optimized());
  }

  /** The cause where the bars themselves are not known any more. */
  private static Diagnosis byFingerprints(Fingerprint legacy, Fingerprint optimized) {
    String text =
        "legacy saw %s bars from %s with hash %s, optimized %s from %s with hash %s"
            .formatted(
                legacy.bars(),
                MarketTime.text(legacy.firstBar()),
                legacy.hashText(),
                optimized.bars(),
                MarketTime.text(optimized.firstBar()),
                optimized.hashText());
    if (!legacy.firstBar().equals(optimized.firstBar())) {
      return new Diagnosis(Cause.WINDOW_START, text);
    }
    if (legacy.bars() == optimized.bars()) {
      return new Diagnosis(Cause.BAR_REVISED, text);
    }
    return new Diagnosis(
        Cause.BAR_MISSING,
        legacy.bars() < optimized.bars() ? Generation.LEGACY : Generation.OPTIMIZED,
        text);
  }
}
