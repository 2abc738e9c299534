package dev.baton.stack.report;

import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static dev.baton.stack.report.Rows.at;
import static dev.baton.stack.report.Rows.bar;
import static dev.baton.strategy.Strategy.EMA_CROSSOVER;
import static dev.baton.strategy.Strategy.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.BarKey;
import dev.baton.parity.Cause;
import dev.baton.parity.FieldDrift;
import dev.baton.parity.HoldReason;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityFigures;
import dev.baton.parity.Verdict;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run until 10:12 in which everything that was due is done; the bar of 10:05 is due at 10:10. */
class SignalParityTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final List<Session> DAY = List.of(CALENDAR.require(LocalDate.of(2026, 6, 10)));
  private static final BarKey BAR = bar("RELIANCE", "2026-06-10T10:05");
  private static final String SIGNAL = "day_trading RELIANCE momentum BUY 2026-06-10T10:05+05:30";

  private final Schedule schedule =
      Schedule.of(
          Timetable.defaults(() -> CALENDAR),
          LAG,
          DAY,
          Rows.since(EnumSet.allOf(Generation.class), (_, _) -> Instant.MIN),
          at("2026-06-10T10:12"));
  private final Rows rows = new Rows();

  private Report report() {
    for (Generation generation : Generation.values()) {
      for (Category category : Category.values()) {
        rows.done(generation, category, schedule.due(generation, category));
      }
    }
    return new Reporting(
            new Report.Run("synthetic", "2026-06-10", "2026-06-10", "max", "", 1, false, Map.of()),
            schedule,
            rows.record(),
            Instant.MIN,
            Map.of())
        .report();
  }

  private List<String> signalDefects(Report report) {
    return report.defects().stream().filter(text -> !text.contains("began before")).toList();
  }

  @Test
  void equalSignalsOfABarThatBothEvaluatedAreInBoth() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM)
        .evaluated(OPTIMIZED, BAR, 1, MOMENTUM)
        .signal(LEGACY, BAR, MOMENTUM, 1412.3, 1)
        .signal(OPTIMIZED, BAR, MOMENTUM, 1412.3, 1);
    Report report = report();
    SignalParity parity = report.parity().orElseThrow();
    assertThat(parity.sum(ParityFigures::matched)).isEqualTo(1);
    assertThat(parity.sum(ParityFigures::bars)).isEqualTo(1);
    assertThat(parity.clean()).isTrue();
    assertThat(signalDefects(report)).isEmpty();
  }

  @Test
  void aSignalWhoseBarTheOtherLackedIsLostAndNamedWithItsCause() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM)
        .evaluation(OPTIMIZED, BAR, Outcome.BAR_MISSING, "newest is 10:00")
        .signal(LEGACY, BAR, MOMENTUM, 1412.3, 1);
    Report report = report();
    SignalParity parity = report.parity().orElseThrow();
    assertThat(parity.mismatches(Mismatch.Kind.MISSING))
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.key()).hasToString(SIGNAL);
              assertThat(lost.diagnosis().cause()).isEqualTo(Cause.BAR_MISSING);
              assertThat(lost.diagnosis().at()).contains(OPTIMIZED);
            });
    assertThat(parity.report().notComparable()).isEmpty();
    assertThat(parity.report().judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(signalDefects(report))
        .contains("signals differ: 1 only legacy, 0 only optimized, 0 values")
        .anyMatch(
            text ->
                text.startsWith("signal " + SIGNAL + ": only legacy, bar_missing at optimized"));
  }

  @Test
  void aSignalOfASymbolThatADoneSlotOfTheOtherLeftOutIsLost() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM).signal(LEGACY, BAR, MOMENTUM, 1412.3, 1);
    assertThat(report().parity().orElseThrow().mismatches(Mismatch.Kind.MISSING))
        .singleElement()
        .satisfies(lost -> assertThat(lost.diagnosis().cause()).isEqualTo(Cause.NOT_IN_UNIVERSE));
  }

  @Test
  void aSignalThatTheOtherDidNotFindInTheSameBarsIsADifferenceInCode() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM)
        .evaluated(OPTIMIZED, BAR, 1, EMA_CROSSOVER)
        .signal(LEGACY, BAR, MOMENTUM, 1412.3, 1)
        .signal(OPTIMIZED, BAR, EMA_CROSSOVER, 1412.3, 1);
    SignalParity parity = report().parity().orElseThrow();
    assertThat(parity.mismatches(Mismatch.Kind.MISSING))
        .singleElement()
        .satisfies(
            only ->
                assertThat(only.diagnosis().cause()).isEqualTo(Cause.SAME_INPUT_DIFFERENT_OUTPUT));
    assertThat(parity.mismatches(Mismatch.Kind.EXTRA)).hasSize(1);
    assertThat(parity.clean()).isFalse();
  }

  @Test
  void aBarThatOneSideAloneEvaluatedIsADefectAlsoWithoutASignal() {
    rows.evaluated(LEGACY, BAR, 1).evaluation(OPTIMIZED, BAR, Outcome.TOO_FEW_BARS, "49 bars");
    Report report = report();
    assertThat(report.parity().orElseThrow().evaluatedByOne())
        .singleElement()
        .satisfies(
            hole -> {
              assertThat(hole.legacy()).isEmpty();
              assertThat(hole.optimized()).contains("too_few_bars");
              assertThat(hole.symbols()).containsExactly(BAR.symbol());
            });
    assertThat(signalDefects(report))
        .containsExactly(
            "day_trading 2026-06-10: 1 bar of RELIANCE evaluated by the other side only, not by optimized:"
                + " too_few_bars: 49 bars");
  }

  @Test
  void aBarThatNeitherSideHasIsAHoleInTheDataAndNoDefect() {
    rows.evaluation(LEGACY, BAR, Outcome.BAR_MISSING, "")
        .evaluation(OPTIMIZED, BAR, Outcome.BAR_MISSING, "");
    Report report = report();
    assertThat(signalDefects(report)).isEmpty();
    assertThat(report.parity().orElseThrow().report().judgement().holds())
        .contains(HoldReason.DATA_HOLE);
  }

  @Test
  void valuesAreHeldAgainstTheTolerancesOfTheParityCheck() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM, EMA_CROSSOVER)
        .evaluated(OPTIMIZED, BAR, 1, MOMENTUM, EMA_CROSSOVER)
        .signal(LEGACY, BAR, MOMENTUM, 12.5, 1)
        .signal(OPTIMIZED, BAR, MOMENTUM, 12.5000009, 1)
        .signal(LEGACY, BAR, EMA_CROSSOVER, 1412.3, 1)
        .signal(OPTIMIZED, BAR, EMA_CROSSOVER, 1412.30001, 1);
    SignalParity parity = report().parity().orElseThrow();
    assertThat(parity.sum(ParityFigures::matched)).isEqualTo(1);
    assertThat(parity.mismatches(Mismatch.Kind.DRIFTED))
        .singleElement()
        .satisfies(
            drift ->
                assertThat(drift.drift())
                    .containsExactly(new FieldDrift("entry", 1412.3, 1412.30001)));
  }

  @Test
  void equalValuesFromOtherCandlesAreInBothAndCounted() {
    rows.evaluated(LEGACY, BAR, 1, MOMENTUM)
        .evaluated(OPTIMIZED, BAR, 2, MOMENTUM)
        .signal(LEGACY, BAR, MOMENTUM, 1412.3, 1)
        .signal(OPTIMIZED, BAR, MOMENTUM, 1412.3, 2);
    SignalParity parity = report().parity().orElseThrow();
    assertThat(parity.sum(ParityFigures::matched)).isEqualTo(1);
    assertThat(parity.sum(ParityFigures::matchedOnOtherInput)).isEqualTo(1);
    assertThat(parity.clean()).isTrue();
  }

  @Test
  void aSignalOfABarThatIsDueOnOneSideOnlyIsNotComparable() {
    // given: the comprehensive scan at 10:00 sees the bar of the session before; the legacy job
    // comes at 16:00
    BarKey yesterday = new BarKey(Category.LONG_TERM, BAR.symbol(), at("2026-06-09T00:00"));
    rows.signalIn(OPTIMIZED, yesterday, MOMENTUM, "2026-06-10T10:00");
    // then
    Report report = report();
    assertThat(report.parity().orElseThrow().report().notComparable())
        .singleElement()
        .satisfies(
            of -> {
              assertThat(of.generation()).isEqualTo(OPTIMIZED);
              assertThat(of.key().toString())
                  .startsWith("long_term RELIANCE momentum BUY 2026-06-09");
              assertThat(of.cause()).isEqualTo(Cause.OTHER_SLOT);
            });
    assertThat(signalDefects(report)).isEmpty();
  }

  @Test
  void withOneGenerationNothingIsCompared() {
    Report report =
        new Reporting(
                new Report.Run("synthetic", "", "", "max", "", 1, false, Map.of()),
                Schedule.of(
                    Timetable.defaults(() -> CALENDAR),
                    LAG,
                    DAY,
                    Rows.since(EnumSet.of(OPTIMIZED), (_, _) -> Instant.MIN),
                    at("2026-06-10T09:00")),
                rows.record(),
                Instant.MIN,
                Map.of())
            .report();
    assertThat(report.ratios()).isEqualTo(Optional.empty());
    assertThat(report.parity()).isEmpty();
  }
}
