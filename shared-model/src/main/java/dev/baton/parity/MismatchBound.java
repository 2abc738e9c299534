package dev.baton.parity;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The one-sided upper bound on the rate of mismatches, given k mismatches in n signals: Clopper and Pearson (1934), the
 * quantile of Beta(k + 1, n − k). The bound is exact: the true rate is above it with at most the remaining probability.
 */
final class MismatchBound {

  private MismatchBound() {}

  /**
   * The bound, 0 to 1; 1 when nothing was compared.
   *
   * @param mismatches k, 0 to n
   * @param signals n
   * @param confidence for example 0.95
   * @throws IllegalArgumentException if k is below 0 or above n
   */
  static double upper(int mismatches, int signals, double confidence) {
    if (mismatches < 0 || mismatches > signals) {
      throw new IllegalArgumentException(mismatches + " mismatches in " + signals + " signals");
    }
    if (mismatches == signals) {
      return 1;
    }
    return BetaDistribution.of(mismatches + 1.0, signals - mismatches)
        .inverseCumulativeProbability(confidence);
  }

  /** The least number of signals, all without a mismatch, whose bound is under that rate. */
  static int needed(double rate, double confidence) {
    // Without a mismatch the bound is 1 − (1 − confidence)^(1/n).
    int near = (int) Math.floor(Math.log(1 - confidence) / Math.log(1 - rate));
    int signals = Math.max(1, near - 1);
    while (upper(0, signals, confidence) >= rate) {
      signals++;
    }
    return signals;
  }
}
