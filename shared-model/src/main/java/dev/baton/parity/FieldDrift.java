package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.strategy.StrategySignal;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a signal in which two generations differ.
 *
 * @param field as in the signal's JSON
 * @param legacy in rupees; confidence without a unit
 * @param optimized likewise
 */
public record FieldDrift(String field, double legacy, double optimized) {

  public FieldDrift {
    requireNonNull(field, "field is null");
  }

  /** The fields outside of the tolerance, in the order of the signal's. */
  static List<FieldDrift> of(
      StrategySignal legacy, StrategySignal optimized, Tolerances tolerances) {
    List<FieldDrift> drifts = new ArrayList<>(0);
    add(drifts, "entry", legacy.entry(), optimized.entry(), tolerances);
    add(drifts, "stop_loss", legacy.stopLoss(), optimized.stopLoss(), tolerances);
    add(drifts, "target", legacy.target(), optimized.target(), tolerances);
    add(drifts, "confidence", legacy.confidence(), optimized.confidence(), tolerances);
    return drifts;
  }

  /** How far two signals are apart: the largest relative difference of a field, 0 if they are equal. */
  static double distance(StrategySignal a, StrategySignal b) {
    return Math.max(
        Math.max(distance(a.entry(), b.entry()), distance(a.stopLoss(), b.stopLoss())),
        Math.max(distance(a.target(), b.target()), distance(a.confidence(), b.confidence())));
  }

  private static double distance(double a, double b) {
    return a == b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }

  private static void add(
      List<FieldDrift> drifts,
      String field,
      double legacy,
      double optimized,
      Tolerances tolerances) {
    if (!tolerances.equal(legacy, optimized)) {
      drifts.add(new FieldDrift(field, legacy, optimized));
    }
  }
}
