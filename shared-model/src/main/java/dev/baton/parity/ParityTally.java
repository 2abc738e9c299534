package dev.baton.parity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Counts of a category in a session, or of several sessions together. Not safe for use by several threads. */
final class ParityTally {

  int bars;
  int holes;
  int legacySignals;
  int optimizedSignals;
  int matched;
  int drifted;
  int missing;
  int extra;
  int accepted;
  int matchedOnOtherInput;
  int lateLegacy;
  int lateOptimized;
  int lateOptimizedAlone;
  final Set<HoldReason> holds = EnumSet.noneOf(HoldReason.class);
  private double[] legacyLatency = new double[8];
  private double[] optimizedLatency = new double[8];

  /** A matched signal, detected so many seconds after its bar's end. */
  void matched(double legacySeconds, double optimizedSeconds) {
    if (matched == legacyLatency.length) {
      legacyLatency = Arrays.copyOf(legacyLatency, 2 * matched);
      optimizedLatency = Arrays.copyOf(optimizedLatency, 2 * matched);
    }
    legacyLatency[matched] = legacySeconds;
    optimizedLatency[matched] = optimizedSeconds;
    matched++;
  }

  void add(ParityTally other) {
    for (int i = 0; i < other.matched; i++) {
      matched(other.legacyLatency[i], other.optimizedLatency[i]);
    }
    bars += other.bars;
    holes += other.holes;
    legacySignals += other.legacySignals;
    optimizedSignals += other.optimizedSignals;
    drifted += other.drifted;
    missing += other.missing;
    extra += other.extra;
    accepted += other.accepted;
    matchedOnOtherInput += other.matchedOnOtherInput;
    lateLegacy += other.lateLegacy;
    lateOptimized += other.lateOptimized;
    lateOptimizedAlone += other.lateOptimizedAlone;
    holds.addAll(other.holds);
  }

  int compared() {
    return matched + drifted + missing + extra;
  }

  ParityFigures figures(Tolerances tolerances) {
    int compared = compared();
    int mismatches = drifted + missing + extra;
    boolean none = legacySignals == 0 && optimizedSignals == 0;
    return new ParityFigures(
        bars,
        holes,
        legacySignals,
        optimizedSignals,
        matched,
        drifted,
        missing,
        extra,
        accepted,
        matchedOnOtherInput,
        lateLegacy,
        lateOptimized,
        lateOptimizedAlone,
        legacySignals == 0
            ? Optional.empty()
            : Optional.of((double) optimizedSignals / legacySignals),
        none ? Optional.empty() : Optional.of(countsAgree(tolerances)),
        compared == 0 ? Optional.empty() : Optional.of((double) (matched + drifted) / compared),
        MismatchBound.upper(mismatches - accepted, compared - accepted, tolerances.confidence()),
        MismatchBound.upper(mismatches, compared, tolerances.confidence()),
        Latency.of(Arrays.copyOf(legacyLatency, matched)),
        Latency.of(Arrays.copyOf(optimizedLatency, matched)));
  }

  private boolean countsAgree(Tolerances tolerances) {
    return Math.abs(optimizedSignals - legacySignals)
        <= tolerances.countDifference() * legacySignals;
  }
}
