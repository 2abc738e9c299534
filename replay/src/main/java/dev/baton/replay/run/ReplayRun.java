package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.parity.AcceptedDifference;
import dev.baton.parity.ParityFold;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Tolerances;
import dev.baton.slot.DueSlots;
import java.util.List;

/**
 * The record of a replay: all that a parity check and a report need.
 *
 * @param replay what was replayed
 */
public record ReplayRun(Replay replay, GenerationRecord legacy, GenerationRecord optimized) {

  public ReplayRun {
    requireNonNull(replay, "replay is null");
    requireNonNull(legacy, "legacy is null");
    requireNonNull(optimized, "optimized is null");
  }

  public GenerationRecord of(Generation generation) {
    return switch (generation) {
      case LEGACY -> legacy;
      case OPTIMIZED -> optimized;
    };
  }

  /** Compares both sides; every difference gets its cause. */
  public ParityReport compared(List<AcceptedDifference> accepted) {
    return compared(accepted, Tolerances.DEFAULT);
  }

  public ParityReport compared(List<AcceptedDifference> accepted, Tolerances tolerances) {
    ParityFold fold = replay.parityFold(accepted, tolerances);
    fold.add(compared(fold));
    return fold.report();
  }

  /** The slots that were to be done, whether or not a fault kept some from being done. */
  public DueSlots dueSlots() {
    return replay.dueSlots();
  }

  /** Compares both sides, as a part of that comparison. */
  public ParityFold.Part compared(ParityFold fold) {
    return fold.compared(legacy.recorded(), optimized.recorded());
  }
}
