package dev.baton.replay.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.parity.ParityView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay found. It holds nothing of the machine, the folder or the moment: the same candles and options give the same
 * bytes.
 *
 * @param generations by label
 * @param callsRatio calls of optimized over those of legacy in full sessions; empty without a full session
 * @param holds what could not be compared
 * @param passesButForData whether no signal differs, and nothing but holes in the data keeps the verdict from being PASS
 * @param parity the comparison of both generations
 */
public record ReplayReport(
    Run run,
    Map<String, GenerationPart> generations,
    Optional<Double> callsRatio,
    List<Hold> holds,
    boolean passesButForData,
    ParityView parity) {

  /**
   * What was replayed.
   *
   * @param from first requested date, ISO
   * @param to last requested date, ISO
   * @param faults each in the form of the option {@code --inject}; none in a clean run
   */
  public record Run(
      String from,
      String to,
      List<String> categories,
      Sessions sessions,
      Candles candles,
      List<String> faults) {}

  /**
   * The sources of the sessions.
   *
   * @param count sessions of the range
   * @param first date of the first one
   * @param last date of the last one
   * @param fromCalendar those that the exchange's calendar knows
   * @param inferred those of years that it lacks, one for each date on which a symbol has a daily candle, by year
   */
  public record Sessions(
      int count, String first, String last, int fromCalendar, Map<String, Integer> inferred) {}

  /**
   * What was recorded, in and out of the range.
   *
   * @param hash over all of them: equal recordings, equal hash
   */
  public record Candles(int symbols, long fiveMinutes, long days, String hash) {}

  /**
   * A generation.
   *
   * @param categories by label
   * @param fullSession the mean over the sessions in which every bar was there; empty if there is none
   */
  public record GenerationPart(
      Map<String, Figures> categories, Figures totals, Optional<FullSession> fullSession) {}

  /**
   * Counts of slots that were done and of different signals; the others as in {@link dev.baton.replay.run.Tally.Count}.
   *
   * @param hitRate hits over lookups; empty without lookups
   */
  public record Figures(
      int slots,
      long lookedAt,
      long evaluated,
      long barMissing,
      long tooFewBars,
      long incomplete,
      long suspended,
      long errors,
      long lookups,
      long hits,
      Optional<Double> hitRate,
      long calls,
      long signals) {}

  /** The mean of full sessions: the cost of a day of these categories. */
  public record FullSession(
      int sessions, double calls, double lookups, double hits, Optional<Double> hitRate) {}

  /**
   * Bars or slots that cannot be compared.
   *
   * @param reason {@code calendar}, or why a generation did not evaluate the bars: an outcome like {@code too_few_bars}, or a
   *     cause like {@code skipped}
   * @param from date of the first session
   * @param to date of the last session
   * @param sessions number of sessions, one after the other
   * @param symbols the symbols of the bars; none for slots
   * @param bars bars of all these symbols; 0 for slots
   * @param slots slots on hold, of both generations; 0 for bars
   * @param holeInData whether the recording is the reason, and not one generation
   */
  public record Hold(
      String category,
      String reason,
      String from,
      String to,
      int sessions,
      List<String> symbols,
      int bars,
      int slots,
      boolean holeInData,
      String detail) {}

  /** The defects, a sentence each: what differs, or was not scanned for another reason than a hole in the data. */
  @JsonIgnore
  public List<String> defects() {
    List<String> defects = new ArrayList<>();
    if (!passesButForData) {
      defects.add(parity.verdict() + ": " + parity.reason());
    }
    holds.stream()
        .filter(hold -> !hold.holeInData())
        .forEach(
            hold ->
                defects.add(
                    "%s, %s to %s: %s, and it is no hole in the data"
                        .formatted(hold.category(), hold.from(), hold.to(), hold.reason())));
    return defects;
  }

  public String json() {
    return ReportJson.text(this);
  }
}
