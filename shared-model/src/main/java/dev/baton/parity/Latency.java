package dev.baton.parity;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long after the end of their bars signals were detected, in seconds of market time. Percentiles are by nearest rank.
 *
 * @param signals how many
 */
public record Latency(int signals, double medianSeconds, double p95Seconds, double maxSeconds) {

  /** The latency of these; empty without any. */
  static Optional<Latency> of(double[] seconds) {
    if (seconds.length == 0) {
      return Optional.empty();
    }
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return Optional.of(
        new Latency(
            sorted.length, rank(sorted, 0.5), rank(sorted, 0.95), sorted[sorted.length - 1]));
  }

  private static double rank(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
