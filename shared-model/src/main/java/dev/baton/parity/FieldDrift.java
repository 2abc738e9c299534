package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.strategy.StrategySignal;
import java.util.List;
import java.util.stream.Stream;

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

  /** The fields whose values differ by more than the tolerance. */
  static List<FieldDrift> of(Sides<StrategySignal> values, Tolerances tolerances) {
    return Stream.of(
            field("entry", values.map(StrategySignal::entry)),
            field("stop_loss", values.map(StrategySignal::stopLoss)),
            field("target", values.map(StrategySignal::target)),
            field("confidence", values.map(StrategySignal::confidence)))
        .filter(field -> !tolerances.equal(field.legacy, field.optimized))
        .toList();
  }

  private static FieldDrift field(String name, Sides<Double> values) {
    return new FieldDrift(name, values.legacy(), values.optimized());
  }

  /** The largest relative difference of a field of two signals; 0 if they are equal. */
  static double distance(StrategySignal one, StrategySignal other) {
    return Math.max(
        Math.max(distance(one.entry(), other.entry()), distance(one.stopLoss(), other.stopLoss())),
        Math.max(
            distance(one.target(), other.target()),
            distance(one.confidence(), other.confidence())));
  }

  private static double distance(double one, double other) {
    return one == other ? 0 : Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
  }
}
