package dev.baton.parity;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The counts of a comparison. Signals are those of bars that were due in both generations; {@code matched + drifted + missing
 * + extra} of them are compared.
 *
 * @param bars (symbol, bar) pairs that both generations evaluated
 * @param holes (symbol, bar) pairs that were due in both generations and that at least one did not evaluate
 * @param legacySignals signals of the legacy generation
 * @param optimizedSignals signals of the optimized generation
 * @param matched same key, equal values
 * @param drifted same key, a value outside of the tolerance
 * @param missing only the legacy generation has it
 * @param extra only the optimized generation has it
 * @param accepted mismatches that a rule accepts; they count in drifted, missing and extra, too
 * @param matchedOnOtherInput matched although the windows differ
 * @param lateLegacy signals that the legacy generation published late: from a slot that was caught up, or in a later slot or
 *     session than the first one in which the bar was due
 * @param lateOptimized the same for the optimized generation
 * @param lateOptimizedAlone those of lateOptimized that the legacy generation published in time, and earlier
 * @param countRatio optimized signals over legacy signals; empty without a legacy one
 * @param countsAgree whether the counts differ by at most 5 %, a criterion of the migration; empty without a signal
 * @param jaccard keys of both over keys of either; empty without a signal
 * @param mismatchBound upper bound on the rate of mismatches, accepted ones left out, 0 to 1
 * @param mismatchBoundWithAccepted upper bound on the rate of all mismatches, 0 to 1
 * @param legacyLatency of the matched signals
 * @param optimizedLatency of the matched signals
 */
public record ParityFigures(
    int bars,
    int holes,
    int legacySignals,
    int optimizedSignals,
    int matched,
    int drifted,
    int missing,
    int extra,
    int accepted,
    int matchedOnOtherInput,
    int lateLegacy,
    int lateOptimized,
    int lateOptimizedAlone,
    Optional<Double> countRatio,
    Optional<Boolean> countsAgree,
    Optional<Double> jaccard,
    double mismatchBound,
    double mismatchBoundWithAccepted,
    Optional<Latency> legacyLatency,
    Optional<Latency> optimizedLatency) {

  /**
   * Time from the end of a bar to the detection of its signal, in seconds of market time. Percentiles are by nearest rank.
   *
   * @param signals number of signals
   */
  public record Latency(int signals, double medianSeconds, double p95Seconds, double maxSeconds) {

    /**
     * The latency of signals; empty if there is none.
     *
     * @param counts number of signals by their time in seconds
     */
    static Optional<Latency> of(SortedMap<Double, Integer> counts) {
      int signals = counts.values().stream().mapToInt(Integer::intValue).sum();
      return signals == 0
          ? Optional.empty()
          : Optional.of(
              new Latency(
                  signals,
                  rank(counts, (int) Math.ceil(0.5 * signals)),
                  rank(counts, (int) Math.ceil(0.95 * signals)),
                  counts.lastKey()));
    }

    private static double rank(SortedMap<Double, Integer> counts, int rank) {
      int passed = 0;
      for (Map.Entry<Double, Integer> count : counts.entrySet()) {
        passed += count.getValue();
        if (passed >= rank) {
          return count.getKey();
        }
      }
      throw new IllegalArgumentException("rank " + rank + " of " + passed + " signals");
    }
  }

  /** Signals that were compared: the keys of either generation. */
  public int compared() {
    return matched + drifted + missing + extra;
  }

  /** Mismatches that no rule accepts. */
  public int unaccepted() {
    return drifted + missing + extra - accepted;
  }
}
