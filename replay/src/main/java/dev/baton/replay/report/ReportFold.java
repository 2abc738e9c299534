package dev.baton.replay.report;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.parity.ParityFold;
import dev.baton.parity.Tolerances;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.market.CandleSum;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a replay whose runs come symbol by symbol. What is kept of a run are small sums; the report is the same as that
 * of one run of all symbols.
 *
 * <p>Decided in ADR 43.
 */
public final class ReportFold {

  private final Replay replay;
  private final ParityFold parity;
  private Optional<Map<Generation, GenerationSum>> sums = Optional.empty();

  public ReportFold(Replay replay) {
    this.replay = requireNonNull(replay, "replay is null");
    this.parity = replay.parityFold(List.of(), Tolerances.DEFAULT);
  }

  /** What is kept of a run. */
  public static final class Part {

    private final ParityFold.Part compared;
    private final Map<Generation, GenerationSum> sums;

    private Part(ParityFold.Part compared, Map<Generation, GenerationSum> sums) {
      this.compared = compared;
      this.sums = sums;
    }
  }

  /** Compares both generations of a run, and counts. Safe for use by several threads. */
  public Part part(ReplayRun run) {
    return new Part(
        run.compared(parity), EnumMaps.each(Generation.class, of -> new GenerationSum(run.of(of))));
  }

  /** Adds a run of other symbols; one thread at a time. */
  public void add(Part part) {
    parity.add(part.compared);
    sums.ifPresentOrElse(
        all -> part.sums.forEach((generation, sum) -> all.get(generation).add(sum)),
        () -> sums = Optional.of(part.sums));
  }

  /**
   * The report on all runs that were added.
   *
   * @param candles all that were recorded
   * @throws IllegalStateException if no run was added
   */
  public ReplayReport report(CandleSum candles, List<Fault> faults) {
    return ReplayReporting.of(
        replay,
        parity.report(),
        sums.orElseThrow(() -> new IllegalStateException("no run was added")),
        candles,
        faults);
  }
}
