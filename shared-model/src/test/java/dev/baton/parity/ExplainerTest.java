package dev.baton.parity;

import static dev.baton.parity.ScriptedSide.at;
import static dev.baton.parity.ScriptedSide.compared;
import static dev.baton.parity.ScriptedSide.onlyCause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which two generations can differ is named for what it is, on whichever side it happens. */
class ExplainerTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 6, 8);
  private static final LocalDate LAST = LocalDate.of(2026, 6, 10);
  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");

  private static ScriptedSide side(Generation generation) {
    return new ScriptedSide(generation, FIRST, LAST);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("a bar is missing", Cause.BAR_MISSING, side -> side.without(TCS, "2026-06-09T10:30")),
        fault(
            "the first bar of a window is missing",
            Cause.BAR_MISSING,
            side -> side.without(TCS, "2026-06-05T09:15")),
        fault(
            "a bar was revised",
            Cause.BAR_REVISED,
            side -> side.revised(TCS, "2026-06-09T10:30", 1.03)),
        fault(
            "there is a bar that cannot be",
            Cause.BAR_EXTRA,
            side -> side.withExtra(TCS, "2026-06-09T15:40")),
        fault("windows start a session later", Cause.WINDOW_START, side -> side.shifted(1)),
        fault(
            "windows start a session later from the second session on",
            Cause.WINDOW_START,
            side -> side.shifted(1, FIRST.plusDays(1))),
        fault("the last bar is still forming", Cause.FORMING_BAR, ScriptedSide::forming),
        fault(
            "candles are kept for half an hour",
            Cause.STALE_SERIES,
            side ->
                side.seeing(
                    slot -> slot.minusSeconds(Math.floorMod(slot.getEpochSecond() - 2700, 1800)))),
        fault(
            "a slot is skipped",
            Cause.SKIPPED,
            side -> side.skipping(slot -> between(slot, "10:00", "11:00"))),
        fault(
            "a session is skipped",
            Cause.CALENDAR,
            side ->
                side.skipping(
                    slot ->
                        slot.isAfter(at("2026-06-09T00:00"))
                            && slot.isBefore(at("2026-06-10T00:00")))),
        fault(
            "a symbol is left out",
            Cause.NOT_IN_UNIVERSE,
            side -> side.leavingOut((symbol, _) -> symbol.equals(TCS))),
        fault(
            "another version of the rules",
            Cause.VERSION,
            side -> side.rules("r2").engine(ScriptedSide.rounding(new MeanEngine()))),
        fault(
            "a publication is lost",
            Cause.PUBLICATION_LOST,
            side -> side.losing((symbol, _) -> symbol.equals(TCS))),
        fault(
            "values are rounded",
            Cause.SAME_INPUT_DIFFERENT_OUTPUT,
            side -> side.engine(ScriptedSide.rounding(new MeanEngine()))));
  }

  private static Arguments fault(String what, Cause cause, UnaryOperator<ScriptedSide> fault) {
    return Arguments.of(what, cause, fault);
  }

  private static boolean between(Instant slot, String from, String to) {
    String time = MarketTime.local(slot).toLocalTime().toString();
    return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void aFaultOfTheOptimizedGenerationIsNamed(
      String what, Cause cause, UnaryOperator<ScriptedSide> fault) {
    // when
    ParityReport report =
        compared(side(Generation.LEGACY), fault.apply(side(Generation.OPTIMIZED)));

    // then
    assertThat(report.mismatches()).isNotEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(onlyCause(report)).describedAs("%s", report.causes()).contains(cause);
    assertThat(report.mismatches())
        .allSatisfy(
            mismatch ->
                assertThat(mismatch.diagnosis().at())
                    .isIn(Optional.empty(), Optional.of(Generation.OPTIMIZED)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void aFaultOfTheLegacyGenerationIsNamed(
      String what, Cause cause, UnaryOperator<ScriptedSide> fault) {
    // when
    ParityReport report =
        compared(fault.apply(side(Generation.LEGACY)), side(Generation.OPTIMIZED));

    // then
    assertThat(report.mismatches()).isNotEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(onlyCause(report)).describedAs("%s", report.causes()).contains(cause);
    assertThat(report.mismatches())
        .allSatisfy(
            mismatch ->
                assertThat(mismatch.diagnosis().at())
                    .isIn(Optional.empty(), Optional.of(Generation.LEGACY)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"FAILED", "TIMED_OUT", "BAR_MISSING"})
  void aSymbolWithoutAResultIsNamed(Outcome outcome) {
    // given: the outcome at a slot that finds a signal
    String slot =
        side(Generation.LEGACY).recorded().signals().stream()
            .filter(published -> published.signal().key().symbol().equals(TCS))
            .map(published -> MarketTime.local(published.slot()).toString())
            .findFirst()
            .orElseThrow();

    // when
    ParityReport report =
        compared(side(Generation.LEGACY), side(Generation.OPTIMIZED).outcome(TCS, slot, outcome));

    // then
    assertThat(report.mismatches()).hasSize(1);
    Mismatch mismatch = report.mismatches().getFirst();
    assertThat(mismatch.kind()).isEqualTo(Mismatch.Kind.MISSING);
    assertThat(mismatch.diagnosis().cause().label()).isEqualTo(outcome.label());
    assertThat(mismatch.diagnosis().at()).contains(Generation.OPTIMIZED);
    assertThat(mismatch.optimizedEvaluation()).isPresent();
  }

  /** Both lack the same bar of 66 windows and more, which only one of them may lack. */
  @Test
  void otherLimitsAreOtherRulesThoughTheBarsAreTheSame() {
    String lacking = "2026-06-09T10:30";
    ParityReport report =
        compared(
            side(Generation.LEGACY).without(TCS, lacking),
            side(Generation.OPTIMIZED).without(TCS, lacking).mostLacking(0).rules("r2"));

    assertThat(report.mismatches())
        .isNotEmpty()
        .allSatisfy(
            mismatch ->
                assertThat(mismatch.optimizedEvaluation())
                    .hasValueSatisfying(
                        evaluation ->
                            assertThat(evaluation.outcome()).isEqualTo(Outcome.INCOMPLETE)));
    assertThat(onlyCause(report)).contains(Cause.VERSION);
  }

  @Test
  void otherFactsDoNotHideThatTheCodeDiffers() {
    ParityReport report =
        compared(
            side(Generation.LEGACY).rules("r1 lacking=2 break=0.15 facts=none"),
            side(Generation.OPTIMIZED)
                .rules("r1 lacking=2 break=0.15 facts=0a1b2c3d")
                .engine(ScriptedSide.rounding(new MeanEngine())));

    assertThat(onlyCause(report)).contains(Cause.SAME_INPUT_DIFFERENT_OUTPUT);
  }

  @Test
  void aWindowThatOneAloneHoldsToBeIncompleteIsTheAlarmIfBarsAndRulesAreTheSame() {
    String lacking = "2026-06-09T10:30";
    ParityReport report =
        compared(
            side(Generation.LEGACY).without(TCS, lacking),
            side(Generation.OPTIMIZED).without(TCS, lacking).mostLacking(0));

    assertThat(onlyCause(report)).contains(Cause.SAME_INPUT_DIFFERENT_OUTPUT);
  }

  @Test
  void aWindowThatOneAloneHoldsToBeIncompleteIsAMissingBarIfItLacksIt() {
    ParityReport report =
        compared(
            side(Generation.LEGACY).mostLacking(0),
            side(Generation.OPTIMIZED).without(TCS, "2026-06-09T10:30").mostLacking(0));

    assertThat(onlyCause(report)).contains(Cause.BAR_MISSING);
    assertThat(report.mismatches())
        .allSatisfy(
            mismatch -> assertThat(mismatch.diagnosis().at()).contains(Generation.OPTIMIZED))
        .anySatisfy(
            mismatch ->
                assertThat(mismatch.diagnosis().evidence()).startsWith("optimized: incomplete: "));
  }

  @Test
  void twoFaultsAtOnceAreBothFound() {
    ParityReport report =
        compared(
            side(Generation.LEGACY),
            side(Generation.OPTIMIZED)
                .revised(TCS, "2026-06-10T10:00", 1.03)
                .without(INFY, "2026-06-09T11:00"));
    assertThat(report.causes().keySet())
        .containsExactlyInAnyOrder(Cause.BAR_REVISED, Cause.BAR_MISSING);
  }

  @Test
  void whereInputsDifferInTwoWaysTheOneThatDecidesIsNamed() {
    // given: one bar lacks next to nothing, another one was revised by a third
    ParityReport report =
        compared(
            side(Generation.LEGACY),
            side(Generation.OPTIMIZED)
                .without(TCS, "2026-06-10T09:20")
                .revised(TCS, "2026-06-10T09:30", 1.3));

    // when: a signal that one side lacks
    List<Mismatch> lacking =
        report.mismatches().stream()
            .filter(mismatch -> mismatch.kind() != Mismatch.Kind.DRIFTED)
            .filter(mismatch -> mismatch.diagnosis().factors().size() == 2)
            .filter(
                mismatch ->
                    mismatch.diagnosis().factors().stream()
                            .filter(factor -> factor.flips().orElseThrow())
                            .count()
                        == 2)
            .toList();

    // then: both change the stop, and only the revision takes the signal away
    assertThat(report.mismatches()).isNotEmpty();
    assertThat(report.causes().keySet()).isSubsetOf(Cause.BAR_REVISED, Cause.BAR_MISSING);
    assertThat(report.causes()).containsKey(Cause.BAR_REVISED);
    assertThat(lacking)
        .allSatisfy(
            mismatch ->
                assertThat(mismatch.diagnosis().factors())
                    .extracting(Diagnosis.Factor::cause)
                    .containsExactly(Cause.BAR_MISSING, Cause.BAR_REVISED));
  }

  @Test
  void anOlderBarWithTooShortAWindowIsStillAnOlderBar() {
    // given: the first session of all; its 50th bar is the first one that can be evaluated
    LocalDate first = LocalDate.of(2026, 6, 1);
    ParityReport report =
        compared(
            new ScriptedSide(Generation.LEGACY, first, first),
            new ScriptedSide(Generation.OPTIMIZED, first, first)
                .seeing(
                    slot -> slot.minusSeconds(Math.floorMod(slot.getEpochSecond() - 2700, 1800))));

    // then
    assertThat(report.mismatches())
        .anySatisfy(
            mismatch ->
                assertThat(mismatch.optimizedEvaluation())
                    .hasValueSatisfying(
                        evaluation ->
                            assertThat(evaluation.outcome()).isEqualTo(Outcome.TOO_FEW_BARS)));
    assertThat(onlyCause(report)).contains(Cause.STALE_SERIES);
  }

  @Test
  void withoutTheBarsTheFingerprintsDecide() {
    assertThat(
            onlyCause(
                compared(
                    side(Generation.LEGACY).forgettingWindows(),
                    side(Generation.OPTIMIZED).without(TCS, "2026-06-09T10:30"))))
        .contains(Cause.BAR_MISSING);
    assertThat(
            onlyCause(
                compared(
                    side(Generation.LEGACY).forgettingWindows(),
                    side(Generation.OPTIMIZED).revised(TCS, "2026-06-09T10:30", 1.03))))
        .contains(Cause.BAR_REVISED);
    assertThat(
            onlyCause(
                compared(
                    side(Generation.LEGACY).forgettingWindows(),
                    side(Generation.OPTIMIZED).shifted(1))))
        .contains(Cause.WINDOW_START);
  }

  @Test
  void codeThatDiffersIsTheAlarmThoughTheInputDiffersToo() {
    // given: a bar was revised so little that it decides nothing, and values are rounded
    ParityReport report =
        compared(
            side(Generation.LEGACY),
            side(Generation.OPTIMIZED)
                .revised(TCS, "2026-06-10T09:30", 1.000000001)
                .engine(ScriptedSide.rounding(new MeanEngine())));

    // then
    assertThat(onlyCause(report)).contains(Cause.SAME_INPUT_DIFFERENT_OUTPUT);
    assertThat(report.mismatches())
        .anySatisfy(
            mismatch ->
                assertThat(mismatch.diagnosis().factors())
                    .extracting(Diagnosis.Factor::cause)
                    .containsExactly(Cause.BAR_REVISED));
  }
}
