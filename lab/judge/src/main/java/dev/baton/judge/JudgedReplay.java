package dev.baton.judge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.baton.judge.golden.GoldenComparison;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.report.ReportJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of a replay, and what judged it.
 *
 * @param golden empty unless reference signals were given
 * @param judge empty unless the explainer was to be judged
 */
public record JudgedReplay(
    @JsonUnwrapped ReplayReport replay,
    Optional<GoldenComparison> golden,
    Optional<JudgeReport> judge) {

  /** The defects of the replay, then those that the reference signals and the judge show, a sentence each. */
  @JsonIgnore
  public List<String> defects() {
    List<String> defects = new ArrayList<>(replay.defects());
    golden
        .filter(comparison -> !comparison.equal())
        .ifPresent(
            _ -> defects.add("signals differ from the reference where the window is the same"));
    judge
        .filter(judged -> !judged.good())
        .ifPresent(_ -> defects.add("the explainer does not find every cause that it has to find"));
    return defects;
  }

  /** This report as {@link ReportJson}. */
  public String json() {
    return ReportJson.text(this);
  }
}
