package dev.baton.judge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * How often the explainer finds the right cause of a known fault. Faults are in random places, and each changes a signal.
 *
 * @param kinds by label of the fault
 * @param confusion for each fault's cause, how many mismatches got which cause; labels
 * @param rightShare mismatches with the right cause over all and over what was not seen, 0 to 1; 1 without any
 * @param pairs two faults at a time
 * @param wrong mismatches with another cause, and signals that were not seen, in the form in which their fault can be asked for
 *     again; the first fifty
 */
public record JudgeReport(
    Map<String, KindResult> kinds,
    Map<String, Map<String, Integer>> confusion,
    double rightShare,
    List<PairResult> pairs,
    List<String> wrong) {

  /** The least share of changed signals that have to get the right cause. */
  public static final double LEAST_RIGHT = 0.95;

  /**
   * A kind of fault.
   *
   * @param placements places in which it changed a signal; fewer than asked for if no more were found
   * @param verdicts how often which verdict came out
   * @param mismatches signals that differed
   * @param right those with the right cause
   * @param unseen signals that changed without a report
   */
  public record KindResult(
      int placements, Map<String, Integer> verdicts, int mismatches, int right, int unseen) {}

  /**
   * Two kinds at once, placed so that each changes a signal in a way that the other one neither does nor covers up.
   *
   * @param placements how often; 0 if the range has no such place
   * @param exact how often the causes found were those of the two faults, and every changed signal was reported
   * @param passes how often the verdict was PASS
   * @param otherSets what was found instead, and where
   */
  public record PairResult(
      String one, String other, int placements, int exact, int passes, List<String> otherSets) {}

  /** Whether no changed signal passed or went unseen, enough causes were right and every pair was told apart. */
  @JsonIgnore
  public boolean good() {
    return rightShare >= LEAST_RIGHT
        && kinds.values().stream()
            .allMatch(
                kind ->
                    kind.placements() > 0
                        && kind.unseen() == 0
                        && !kind.verdicts().containsKey("PASS"))
        && pairs.stream().allMatch(pair -> pair.exact() == pair.placements() && pair.passes() == 0);
  }
}
