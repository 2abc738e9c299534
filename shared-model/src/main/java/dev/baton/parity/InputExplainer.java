package dev.baton.parity;

import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.parity.InputDifference.Kind;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.StrategySignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which difference of two windows changed a signal: evaluates again with one difference exchanged at a time. */
final class InputExplainer {

  private final DueBars due;
  private final Tolerances tolerances;
  private final SignalEngine engine;
  private final WindowStarts starts;

  InputExplainer(DueBars due, Tolerances tolerances, SignalEngine engine) {
    this.due = due;
    this.tolerances = tolerances;
    this.engine = engine;
    this.starts = new WindowStarts(due);
  }

  /**
   * Why the signal differs.
   *
   * @param windows the bars behind both sides; they are not equal
   */
  Diagnosis explain(Sides<SignalEvidence> evidence, Sides<CandleSeries> windows) {
    SignalKey key = evidence.legacy().key();
    InputDifference difference =
        new InputDifference(
            windows,
            due,
            generation -> starts.laterIn(evidence.of(generation), evidence.of(generation.other())));
    Sides<Optional<StrategySignal>> results = windows.map(window -> evaluate(key, window));
    List<Diagnosis.Factor> factors = new ArrayList<>();
    Optional<Kind> sufficient = Optional.empty();
    Optional<Kind> strongest = Optional.empty();
    double most = 0;
    for (Kind kind : difference.kinds()) {
      Optional<StrategySignal> exchanged = evaluate(key, difference.exchanged(List.of(kind)));
      boolean flips = !same(exchanged, results.legacy());
      if (flips && sufficient.isEmpty() && same(exchanged, results.optimized())) {
        sufficient = Optional.of(kind);
      }
      if (flips && effect(exchanged, results.legacy()) > most) {
        strongest = Optional.of(kind);
        most = effect(exchanged, results.legacy());
      }
      factors.add(
          new Diagnosis.Factor(
              kind.cause(), kind.at(), difference.evidence(kind), Optional.of(flips)));
    }
    for (Generation generation : Generation.values()) {
      Optional<StrategySignal> expected = results.of(generation);
      Optional<StrategySignal> published = evidence.of(generation).values();
      if (!same(expected, published)) {
        return new Diagnosis(
            Cause.SAME_INPUT_DIFFERENT_OUTPUT,
            Optional.of(generation),
            "%s's own bars give %s, and it has %s"
                .formatted(generation.label(), text(expected), text(published)),
            factors);
      }
    }
    Optional<Kind> alone = sufficient.isPresent() ? sufficient : strongest;
    Kind cause = alone.orElseGet(() -> together(key, difference, results.legacy()));
    return new Diagnosis(cause.cause(), cause.at(), difference.evidence(cause), factors);
  }

  /** The difference that changes the signal when all before it are exchanged, too; none does so alone. */
  private Kind together(
      SignalKey key, InputDifference difference, Optional<StrategySignal> before) {
    List<Kind> kinds = difference.kinds();
    for (int i = 1; i < kinds.size(); i++) {
      if (!same(evaluate(key, difference.exchanged(kinds.subList(0, i + 1))), before)) {
        return kinds.get(i);
      }
    }
    return kinds.getFirst();
  }

  private Optional<StrategySignal> evaluate(SignalKey key, CandleSeries window) {
    return engine.evaluate(window, key.category().strategies(), key.category().sides()).stream()
        .filter(values -> values.strategy() == key.strategy() && values.side() == key.side())
        .findFirst();
  }

  private boolean same(Optional<StrategySignal> one, Optional<StrategySignal> other) {
    return one.isPresent() == other.isPresent()
        && (one.isEmpty()
            || FieldDrift.of(new Sides<>(one.get(), other.get()), tolerances).isEmpty());
  }

  /** How much an exchange changes. That a signal comes or goes is more than any change of its values. */
  private static double effect(
      Optional<StrategySignal> exchanged, Optional<StrategySignal> before) {
    if (exchanged.isPresent() != before.isPresent()) {
      return Double.POSITIVE_INFINITY;
    }
    return exchanged.isEmpty() ? 0 : FieldDrift.distance(exchanged.get(), before.get());
  }

  private static String text(Optional<StrategySignal> values) {
    return values
        .map(
            of ->
                "entry %s, stop %s, target %s, confidence %s"
                    .formatted(of.entry(), of.stopLoss(), of.target(), of.confidence()))
        .orElse("no signal");
  }
}
