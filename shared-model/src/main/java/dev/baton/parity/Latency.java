package dev.baton.parity;

import java.util.List;
import java.util.Optional;

/**
 * Time from the end of a bar to the detection of its signal, in seconds of market time. Percentiles are by nearest rank.
 *
 * @param signals number of signals
 */
public record Latency(int signals, double medianSeconds, double p95Seconds, double maxSeconds) {

  /** The latency of signals with these times, in seconds; empty if there is none. */
  static Optional<Latency> of(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Latency(sorted.size(), rank(sorted, 0.5), rank(sorted, 0.95), sorted.getLast()));
  }

  private static double rank(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
