package dev.baton.parity;

import dev.baton.category.Generation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of a category in a session, or in several sessions together. Not safe for use by several threads. */
final class ParityTally {

  static final class OfGeneration {
    int signals;
    int late;

    /** Number of matched signals by their latency in seconds: a year of signals has few different ones. */
    private final SortedMap<Double, Integer> latencies = new TreeMap<>();

    private void add(OfGeneration other) {
      signals += other.signals;
      late += other.late;
      other.latencies.forEach((seconds, count) -> latencies.merge(seconds, count, Integer::sum));
    }
  }

  private final Sides<OfGeneration> sides = Sides.of(_ -> new OfGeneration());
  final Set<HoldReason> holds = EnumSet.noneOf(HoldReason.class);
  int bars;
  int holes;
  int matchedOnOtherInput;
  int lateOptimizedAlone;
  private int matched;
  private int drifted;
  private int missing;
  private int extra;
  private int accepted;

  OfGeneration of(Generation generation) {
    return sides.of(generation);
  }

  /** Counts a signal that matches, detected so many seconds after its bar's end. */
  void addMatch(Sides<Double> latency) {
    matched++;
    sides.legacy().latencies.merge(latency.legacy(), 1, Integer::sum);
    sides.optimized().latencies.merge(latency.optimized(), 1, Integer::sum);
  }

  void add(Mismatch mismatch) {
    switch (mismatch.kind()) {
      case DRIFTED -> drifted++;
      case MISSING -> missing++;
      case EXTRA -> extra++;
    }
    accepted += mismatch.accepted().isPresent() ? 1 : 0;
  }

  void add(ParityTally other) {
    sides.legacy().add(other.sides.legacy());
    sides.optimized().add(other.sides.optimized());
    holds.addAll(other.holds);
    bars += other.bars;
    holes += other.holes;
    matchedOnOtherInput += other.matchedOnOtherInput;
    lateOptimizedAlone += other.lateOptimizedAlone;
    matched += other.matched;
    drifted += other.drifted;
    missing += other.missing;
    extra += other.extra;
    accepted += other.accepted;
  }

  ParityFigures figures(Tolerances tolerances) {
    int mismatches = drifted + missing + extra;
    int compared = matched + mismatches;
    int legacy = sides.legacy().signals;
    int optimized = sides.optimized().signals;
    return new ParityFigures(
        bars,
        holes,
        legacy,
        optimized,
        matched,
        drifted,
        missing,
        extra,
        accepted,
        matchedOnOtherInput,
        sides.legacy().late,
        sides.optimized().late,
        lateOptimizedAlone,
        legacy == 0 ? Optional.empty() : Optional.of((double) optimized / legacy),
        legacy == 0 && optimized == 0
            ? Optional.empty()
            : Optional.of(Math.abs(optimized - legacy) <= tolerances.countDifference() * legacy),
        compared == 0 ? Optional.empty() : Optional.of((double) (matched + drifted) / compared),
        MismatchBound.upper(mismatches - accepted, compared - accepted, tolerances.confidence()),
        MismatchBound.upper(mismatches, compared, tolerances.confidence()),
        ParityFigures.Latency.of(sides.legacy().latencies),
        ParityFigures.Latency.of(sides.optimized().latencies));
  }
}
