package dev.baton.stack.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.replay.report.ReportJson;
import dev.baton.replay.report.WholeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a run: how it ran, its figures, and the comparison of its signals. Every figure is counted from the run's rows.
 *
 * @param generations figures by label
 * @param ratios optimized against legacy; empty if only one ran
 * @param parity the comparison of the signals, as {@code /api/parity} makes it; empty if only one ran
 */
public record Report(
    Run run,
    Map<String, GenerationFigures> generations,
    Optional<Ratios> ratios,
    Optional<SignalParity> parity) {

  /**
   * The run.
   *
   * @param candles the folder, {@code synthetic} or {@code live}
   * @param from first session, ISO date
   * @param to last session
   * @param speed {@code max} or a number
   * @param marketTime market time that was reached
   * @param wallSeconds real time from the start of the market clock
   * @param interrupted whether it was ended before every slot was done; of each generation the slot in work and the next one then do
   *     not count as due
   * @param restarts how often a process was started again, by name
   */
  public record Run(
      String candles,
      String from,
      String to,
      String speed,
      String marketTime,
      double wallSeconds,
      boolean interrupted,
      Map<String, Integer> restarts) {}

  /**
   * A category of a generation, or all of them.
   *
   * @param slotsDue slots that were due
   * @param slots slots that were begun
   * @param done slots that were finished
   * @param late slots begun later than the limit
   * @param lookups as {@link dev.baton.scan.Lookups} counts them
   * @param hits of them without a broker call of their own
   * @param hitRate 0 to 1; empty without lookups
   * @param incomplete times that a window lacked too many bars to be evaluated
   * @param suspended times that a price broke without an explanation
   * @param avgScanMs real time, milliseconds
   */
  public record Figures(
      int slotsDue,
      int slots,
      int done,
      int late,
      int attempts,
      int signals,
      long lookups,
      long hits,
      Optional<Double> hitRate,
      int calls,
      int errors,
      int barsMissing,
      int incomplete,
      int suspended,
      Optional<Double> avgScanMs,
      Optional<Double> maxScanMs) {}

  /**
   * A generation.
   *
   * @param hitRateAfterFirstHour over the slots whose cache counts as warm: from an hour after each session's open
   * @param distinctSignals signals stored; a slot that finds a signal again adds nothing
   * @param signals all of them, by bar time, symbol and strategy
   * @param ledger calls by endpoint, then outcome
   * @param simulatorCalls the broker's own count by endpoint, then outcome
   * @param ledgerEqualsSimulator call by call; empty if the broker could not be asked
   * @param differences where they differ, the first hundred
   * @param openCalls calls of the ledger that have no known end
   * @param slotDefects slots that are undone, out of order or twice
   */
  public record GenerationFigures(
      Map<String, Figures> categories,
      Figures totals,
      Optional<Double> hitRateAfterFirstHour,
      int distinctSignals,
      List<FoundSignal> signals,
      int scans,
      Map<String, Map<String, Long>> ledger,
      Map<String, Map<String, Long>> simulatorCalls,
      Optional<Boolean> ledgerEqualsSimulator,
      List<String> differences,
      OpenCalls openCalls,
      List<String> slotDefects) {}

  /**
   * Calls whose service never wrote how they ended, and calls whose connection broke off and that the broker, if it could be asked,
   * did not get.
   *
   * @param calls how many
   * @param allowed how many there may be: what can have been in flight when the service, or the database, was started again, or
   *     the run interrupted
   * @param examples the first few
   */
  public record OpenCalls(int calls, int allowed, List<String> examples) {

    /** Whether there are more than a crash explains. */
    @JsonIgnore
    public boolean tooMany() {
      return calls > allowed;
    }
  }

  /**
   * A stored signal.
   *
   * @param input the fingerprint of its window: first bar, number of bars, hash
   */
  public record FoundSignal(
      String category,
      String symbol,
      String strategy,
      String side,
      String barTime,
      BigDecimal entry,
      BigDecimal stopLoss,
      BigDecimal target,
      BigDecimal confidence,
      String input) {}

  /**
   * Optimized over legacy.
   *
   * @param calls broker calls for candles
   * @param scanTime time of the unified scans over the time of the legacy jobs for the same categories
   * @param timePerCategory average scan of a category over that of the legacy job
   * @param unifiedScans by name
   */
  public record Ratios(
      Optional<Double> calls,
      Optional<Double> scanTime,
      Map<String, Double> timePerCategory,
      Map<String, UnifiedScan> unifiedScans) {}

  /**
   * Scans of one name.
   *
   * @param legacyJobsMs sum of the average legacy scans of the same categories
   */
  public record UnifiedScan(
      List<String> categories, int scans, double avgMs, double legacyJobsMs, double ratio) {}

  /** Returns the defects of the run, a sentence each; none if there is none. */
  @JsonIgnore
  public List<String> defects() {
    List<String> defects = new ArrayList<>();
    generations.forEach(
        (label, figures) -> {
          figures.slotDefects().stream().limit(5).forEach(text -> defects.add(label + ": " + text));
          if (figures.totals().errors() > 0) {
            defects.add(
                "%s: %s symbols ended in an error".formatted(label, figures.totals().errors()));
          }
          if (figures.ledgerEqualsSimulator().isPresent()
              && !figures.ledgerEqualsSimulator().get()) {
            defects.add(
                "%s: ledger and broker differ: %s"
                    .formatted(label, figures.differences().getFirst()));
          }
          if (figures.openCalls().tooMany()) {
            defects.add(
                "%s: %s calls of the ledger have no known end, where %s are explained: %s"
                    .formatted(
                        label,
                        figures.openCalls().calls(),
                        figures.openCalls().allowed(),
                        String.join("; ", figures.openCalls().examples())));
          }
        });
    parity.ifPresent(of -> defects.addAll(of.defects()));
    return defects;
  }

  /** Returns the report as JSON, names in snake_case. */
  public String json() {
    return ReportJson.text(this);
  }

  /**
   * Writes {@link #json} into a file.
   *
   * @throws IOException if that is not possible
   */
  public void write(Path file) throws IOException {
    WholeFile.write(file, json());
  }
}
