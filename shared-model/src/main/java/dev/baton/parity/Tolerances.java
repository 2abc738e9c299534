package dev.baton.parity;

import dev.baton.strategy.StrategySignal;

/**
 * How much two generations may differ.
 *
 * @param relative relative difference up to which two prices are equal
 * @param absolute difference in rupees up to which two prices are equal: one unit of the last place that is stored
 * @param countDifference share by which the numbers of signals may differ, a criterion of the migration
 * @param mismatchRate limit that the upper bound on the mismatch rate must stay under
 * @param confidence of that bound, one-sided
 */
public record Tolerances(
    double relative,
    double absolute,
    double countDifference,
    double mismatchRate,
    double confidence) {

  /** 1e-9 relative, 1e-6 rupees, the migration's 5 %, and under 5 % mismatches with 95 % confidence. */
  public static final Tolerances DEFAULT = new Tolerances(1e-9, 1e-6, 0.05, 0.05, 0.95);

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public Tolerances {
    check("relative", relative, 0, 0.01);
    check("absolute", absolute, 0, 1);
    check("countDifference", countDifference, 0, 1);
    check("mismatchRate", mismatchRate, 1e-6, 1);
    check("confidence", confidence, 0.5, 0.999999);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s %s is out of range; %s to %s".formatted(name, value, least, most));
    }
  }

  /** These tolerances for values that no table has rounded: the relative one alone. */
  public Tolerances relativeAlone() {
    return new Tolerances(relative, 0, countDifference, mismatchRate, confidence);
  }

  public boolean equal(double one, double other) {
    double difference = Math.abs(one - other);
    return difference <= absolute
        || difference <= relative * Math.max(Math.abs(one), Math.abs(other));
  }

  /** Whether all values of two signals are equal. */
  public boolean equal(StrategySignal one, StrategySignal other) {
    return equal(one.entry(), other.entry())
        && equal(one.stopLoss(), other.stopLoss())
        && equal(one.target(), other.target())
        && equal(one.confidence(), other.confidence());
  }
}
