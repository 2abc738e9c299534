package dev.baton.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.judge.JudgeReport.PairResult;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExplainerJudgeTest {

  private static ReplayRun clean;

  @BeforeAll
  static void replayWithoutAFault() throws InterruptedException {
    RecordedCandles candles = SyntheticCandles.of("RELIANCE", "TCS");
    clean =
        new Replay(
                candles,
                Replay.calendar(candles),
                new ReplayRange(
                    LocalDate.of(2026, 5, 29),
                    LocalDate.of(2026, 6, 12),
                    EnumSet.allOf(Category.class)),
                2)
            .run(Progress.NONE);
  }

  @Test
  void findsThatNoChangedSignalPassesAndThatNearlyEveryCauseIsRight() throws InterruptedException {
    JudgeReport report = new ExplainerJudge(clean, 3, 20260610, 2, Progress.NONE).judge();

    assertThat(report.kinds().keySet())
        .containsExactlyElementsOf(
            Arrays.stream(FaultKind.values()).map(FaultKind::label).toList());
    assertThat(report.kinds().values())
        .allSatisfy(
            kind -> {
              assertThat(kind.placements()).isEqualTo(3);
              assertThat(kind.verdicts()).doesNotContainKey("PASS");
              assertThat(kind.unseen()).isZero();
            });
    assertThat(report.rightShare()).as("%s", report.wrong()).isGreaterThanOrEqualTo(0.95);
    assertThat(report.pairs())
        .hasSize(28)
        .allSatisfy(pair -> assertThat(pair.exact()).as("%s", pair).isEqualTo(pair.placements()))
        .extracting(PairResult::placements)
        .contains(1);
  }

  @Test
  void saysTheSameForTheSameSeedWhateverTheNumberOfThreads() throws InterruptedException {
    JudgeReport one = new ExplainerJudge(clean, 1, 7, 1, Progress.NONE).judge();
    JudgeReport two = new ExplainerJudge(clean, 1, 7, 2, Progress.NONE).judge();

    assertThat(two).isEqualTo(one);
  }
}
