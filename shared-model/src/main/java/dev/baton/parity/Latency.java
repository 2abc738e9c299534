package dev.baton.parity;

import java.util.Arrays;
import java.util.Optional;

/**
 * Time from the end of a bar to the detection of its signal, in seconds of market time. Percentiles are by nearest rank.
 *
 * @param signals number of signals
 */
public record Latency(int signals, double medianSeconds, double p95Seconds, double maxSeconds) {

  /** The latency of signals with these times, in seconds; empty if there is none. */
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
