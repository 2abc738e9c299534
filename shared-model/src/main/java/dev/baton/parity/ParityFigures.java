package dev.baton.parity;

import java.util.Optional;

/**
 * What a comparison counted. Signals are those of bars that were due on both sides; {@code matched + drifted + missing +
 * extra} of them are compared.
 *
 * @param bars (symbol, bar) pairs that both generations evaluated
 * @param holes (symbol, bar) pairs that were due on both sides and that at least one of them did not evaluate
 * @param legacySignals signals of the legacy generation
 * @param optimizedSignals signals of the optimized generation
 * @param matched same key, equal values
 * @param drifted same key, a value outside of the tolerance
 * @param missing only the legacy generation has it
 * @param extra only the optimized generation has it
 * @param accepted mismatches that a rule accepts; they are among drifted, missing and extra
 * @param matchedOnOtherInput matched although the windows differ
 * @param lateLegacy signals that the legacy generation published late: from a slot that was made up, or in a later slot or
 *     session than the first one in which the bar was due
 * @param lateOptimized the same of the optimized generation
 * @param lateOptimizedAlone those of them that the legacy generation had in time, and earlier
 * @param countRatio optimized over legacy signals; empty without a legacy one
 * @param countsAgree the migration guide's criterion: the counts differ by at most 5 %; empty without a signal
 * @param jaccard keys of both over keys of either; empty without a signal
 * @param mismatchBound the upper bound on the rate of mismatches among the signals whose difference nobody accepted
 * @param mismatchBoundWithAccepted the same of all signals, accepted differences counted as what they are
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

  /** Signals that were compared: the keys of either side. */
  public int compared() {
    return matched + drifted + missing + extra;
  }

  /** Differences that nobody accepted. */
  public int unaccepted() {
    return drifted + missing + extra - accepted;
  }
}
