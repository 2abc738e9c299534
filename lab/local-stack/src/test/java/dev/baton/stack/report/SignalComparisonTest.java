package dev.baton.stack.report;

import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static dev.baton.stack.report.Rows.at;
import static dev.baton.stack.report.Rows.bar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.stack.report.Evidence.Bar;
import dev.baton.stack.report.SignalComparison.DueBar;
import dev.baton.stack.report.SignalComparison.NotComparable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignalComparisonTest {

  private static final Bar BAR = bar("RELIANCE", "2026-06-10T10:05");

  private final Rows rows = new Rows();

  private SignalComparison compare(Map<Generation, Set<DueBar>> due) {
    return SignalComparison.of(rows.evidence(), due);
  }

  private SignalComparison compare() {
    return compare(Map.of());
  }

  @Test
  void equalSignalsOfABarThatBothEvaluatedAreInBoth() {
    rows.evaluated(LEGACY, BAR).evaluated(OPTIMIZED, BAR)
        .signal(LEGACY, BAR, "momentum", "1412.30", "same")
        .signal(OPTIMIZED, BAR, "momentum", "1412.3", "same");
    SignalComparison comparison = compare();
    assertThat(comparison.both()).isEqualTo(1);
    assertThat(comparison.barsInBoth()).isEqualTo(1);
    assertThat(comparison.identical()).isTrue();
  }

  @Test
  void aSignalThatOneOfBothMissesIsADifference() {
    rows.evaluated(LEGACY, BAR).evaluated(OPTIMIZED, BAR)
        .signal(LEGACY, BAR, "momentum", "1412.3", "same")
        .signal(OPTIMIZED, BAR, "ema_crossover", "1412.3", "same");
    SignalComparison comparison = compare();
    assertThat(comparison.onlyLegacy())
        .containsExactly("day_trading RELIANCE momentum BUY 2026-06-10T10:05+05:30");
    assertThat(comparison.onlyOptimized())
        .containsExactly("day_trading RELIANCE ema_crossover BUY 2026-06-10T10:05+05:30");
    assertThat(comparison.identical()).isFalse();
  }

  @Test
  void aValueOutsideTheToleranceIsADriftAndSaysWhetherTheInputWasTheSame() {
    rows.evaluated(LEGACY, BAR).evaluated(OPTIMIZED, BAR)
        .signal(LEGACY, BAR, "momentum", "1412.3", "same")
        .signal(OPTIMIZED, BAR, "momentum", "1412.30001", "same");
    assertThat(compare().drifted())
        .containsExactly(
            new SignalComparison.Drift(
                "day_trading RELIANCE momentum BUY 2026-06-10T10:05+05:30",
                "entry", "1412.3", "1412.30001", true));
  }

  @Test
  void aValueWithinTheToleranceIsEqual() {
    rows.evaluated(LEGACY, BAR).evaluated(OPTIMIZED, BAR)
        .signal(LEGACY, BAR, "momentum", "1000", "same")
        .signal(OPTIMIZED, BAR, "momentum", "1000.0000009", "same");
    assertThat(compare().drifted()).isEmpty();
  }

  @Test
  void equalValuesFromOtherCandlesAreADriftToo() {
    rows.evaluated(LEGACY, BAR).evaluated(OPTIMIZED, BAR)
        .signal(LEGACY, BAR, "momentum", "1412.3", "from 8 June")
        .signal(OPTIMIZED, BAR, "momentum", "1412.3", "from 9 June");
    assertThat(compare().drifted())
        .singleElement()
        .satisfies(drift -> assertThat(drift.field()).isEqualTo("input"));
    assertThat(compare().both()).isZero();
  }

  @Test
  void aSignalOfABarThatWasDueInNoSlotOfTheOtherIsNotComparable() {
    rows.evaluated(OPTIMIZED, BAR).signal(OPTIMIZED, BAR, "momentum", "1412.3", "x");
    assertThat(compare().notComparable())
        .containsExactly(
            new NotComparable(
                "day_trading RELIANCE momentum BUY 2026-06-10T10:05+05:30",
                "optimized",
                "the bar was due in no slot of legacy in this run"));
    assertThat(compare().identical()).isTrue();
  }

  @Test
  void aBarThatWasDueButNotScannedIsSaidToBe() {
    rows.evaluated(OPTIMIZED, BAR).signal(OPTIMIZED, BAR, "momentum", "1412.3", "x");
    DueBar due = new DueBar(Category.DAY_TRADING, at("2026-06-10T10:05"));
    assertThat(compare(Map.of(LEGACY, Set.of(due))).notComparable())
        .singleElement()
        .satisfies(
            signal ->
                assertThat(signal.why()).isEqualTo("legacy did not scan the bar although it was due"));
  }

  @Test
  void aBarThatTheOtherCouldNotEvaluateIsNotComparableForItsReason() {
    rows.evaluated(LEGACY, BAR)
        .evaluation(OPTIMIZED, BAR, "bar_missing", "newest is 10:00")
        .signal(LEGACY, BAR, "momentum", "1412.3", "x");
    assertThat(compare().notComparable())
        .singleElement()
        .satisfies(
            signal -> assertThat(signal.why()).isEqualTo("optimized: bar_missing, newest is 10:00"));
  }

  @Test
  void aBarThatWasEvaluatedInOneSlotCountsAlthoughAnotherSlotFailed() {
    rows.evaluation(LEGACY, BAR, "failed", "timeout")
        .evaluated(LEGACY, BAR)
        .evaluation(LEGACY, BAR, "failed", "timeout")
        .evaluated(OPTIMIZED, BAR)
        .signal(OPTIMIZED, BAR, "momentum", "1412.3", "x");
    assertThat(compare().onlyOptimized()).hasSize(1);
  }
}
