package dev.baton.parity;

import static dev.baton.parity.ScriptedSide.compared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.slot.DueSlots;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the check counts, and what it allows. */
class ParityCheckTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final Symbol TCS = Symbol.of("TCS");

  private static ScriptedSide legacy() {
    return new ScriptedSide(Generation.LEGACY, DAY, DAY);
  }

  private static ScriptedSide optimized() {
    return new ScriptedSide(Generation.OPTIMIZED, DAY, DAY);
  }

  private static ParityFigures figures(ParityReport report) {
    assertThat(report.categories()).hasSize(1);
    return report.categories().getFirst().figures();
  }

  @Test
  void equalSidesWithEnoughSignalsPass() {
    // when
    ParityReport report = compared(legacy(), optimized());

    // then
    ParityFigures figures = figures(report);
    assertThat(figures.bars()).isEqualTo(2 * 76);
    assertThat(figures.matched()).isEqualTo(figures.legacySignals()).isGreaterThanOrEqualTo(59);
    assertThat(figures.compared()).isEqualTo(figures.matched());
    assertThat(figures.countRatio()).contains(1.0);
    assertThat(figures.countsAgree()).contains(true);
    assertThat(figures.jaccard()).contains(1.0);
    assertThat(figures.mismatchBound()).isLessThan(0.05);
    assertThat(figures.legacyLatency().orElseThrow().maxSeconds()).isPositive();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes()).isEmpty();
    assertThat(report.sessions()).hasSize(1);
  }

  @Test
  void theSameEvidenceGivesTheSameReport() {
    assertThat(compared(legacy(), optimized().revised(TCS, "2026-06-10T10:00", 1.02)))
        .isEqualTo(compared(legacy(), optimized().revised(TCS, "2026-06-10T10:00", 1.02)));
  }

  private static boolean tenToNoon(Instant slot) {
    return !slot.isBefore(ScriptedSide.at("2026-06-10T10:00"))
        && slot.isBefore(ScriptedSide.at("2026-06-10T12:00"));
  }

  private static int signalsTenToNoon() {
    int signals =
        (int)
            legacy().recorded().signals().stream()
                .filter(published -> tenToNoon(published.slot()))
                .count();
    assertThat(signals).isPositive();
    return signals;
  }

  @Test
  void signalsThatAreMadeUpTooLateAreOnHoldThoughTheyAllMatch() {
    // given: the optimized generation was down from ten to noon and made the slots up then
    ScriptedSide down = optimized().catchingUp(ParityCheckTest::tenToNoon, "2026-06-10T12:00");

    // when
    ParityReport report = compared(legacy(), down);

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes()).isEmpty();
    assertThat(figures(report).matched()).isGreaterThanOrEqualTo(59);
    assertThat(figures(report).lateLegacy()).isZero();
    assertThat(figures(report).lateOptimized()).isEqualTo(signalsTenToNoon());
    assertThat(figures(report).lateOptimizedAlone()).isEqualTo(signalsTenToNoon());
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).containsExactly(HoldReason.LATE);
    assertThat(report.judgement().passesButForData()).isFalse();
    assertThat(report.categories().getFirst().judgement().reason())
        .isEqualTo(
            "%d signals that legacy had in time are late in optimized"
                .formatted(signalsTenToNoon()));
    assertThat(report.categories().getFirst().withoutHoles().holds())
        .containsExactly(HoldReason.LATE);
    assertThat(report.late())
        .hasSize(signalsTenToNoon())
        .allSatisfy(late -> assertThat(tenToNoon(late.optimized().slot())).isTrue());
    ParityView.LateView first = ParityView.of(report).late().getFirst();
    assertThat(first.legacyDetectedAt()).isLessThan("2026-06-10T12:00");
    assertThat(first.optimizedDetectedAt()).isEqualTo("2026-06-10T12:00:02+05:30");
  }

  @Test
  void whatTheLegacyGenerationAloneHasLateIsCountedAndPasses() {
    // when
    ParityReport report =
        compared(legacy().catchingUp(ParityCheckTest::tenToNoon, "2026-06-10T12:00"), optimized());

    // then
    assertThat(figures(report).lateLegacy()).isEqualTo(signalsTenToNoon());
    assertThat(figures(report).lateOptimized()).isZero();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whatBothHaveLateIsNobodysFault() {
    // when: an outage of the broker that ended a minute earlier for the legacy generation
    ParityReport report =
        compared(
            legacy().catchingUp(ParityCheckTest::tenToNoon, "2026-06-10T11:59"),
            optimized().catchingUp(ParityCheckTest::tenToNoon, "2026-06-10T12:00"));

    // then
    assertThat(figures(report).lateLegacy()).isEqualTo(signalsTenToNoon());
    assertThat(figures(report).lateOptimized()).isEqualTo(signalsTenToNoon());
    assertThat(figures(report).lateOptimizedAlone()).isZero();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void tooFewSignalsAreOnHold() {
    // when: only the first slots are compared
    ParityReport report =
        compared(legacy().until("2026-06-10T10:00"), optimized().until("2026-06-10T10:00"));

    // then: the other slots are not done yet, and what is there is too little
    assertThat(figures(report).matched()).isBetween(1, 58);
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds())
        .containsExactlyInAnyOrder(HoldReason.TOO_FEW_SIGNALS, HoldReason.NOT_DONE);
    assertThat(report.judgement().passesButForData()).isFalse();
  }

  @Test
  void nothingComparedIsOnHold() {
    // given: nothing was ever scanned
    ScriptedSide none = legacy().skipping(_ -> true);
    ScriptedSide either = optimized().skipping(_ -> true);

    // when
    ParityReport report = compared(none, either);

    // then
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).contains(HoldReason.NOTHING_COMPARED);
  }

  @Test
  void aDeadPeerIsOnHoldThoughNothingDiffers() {
    // when: the optimized generation died at noon and nothing later is done
    ParityReport report = compared(legacy(), optimized().until("2026-06-10T12:00"));

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).contains(HoldReason.NOT_DONE);
    assertThat(report.notComparable())
        .isNotEmpty()
        .allSatisfy(
            signal -> {
              assertThat(signal.generation()).isEqualTo(Generation.LEGACY);
              assertThat(signal.why()).startsWith("optimized: slot 2026-06-10T1");
            });
  }

  @Test
  void aHoleInTheLedgerIsOnHold() {
    ParityReport report = compared(legacy(), optimized().unknownCalls(1));
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().holds()).containsExactly(HoldReason.LEDGER_HOLE);
  }

  @Test
  void aBarThatBothLackIsAHoleInTheData() {
    // when
    ParityReport report =
        compared(
            legacy().outcome(TCS, "2026-06-10T11:05", Outcome.BAR_MISSING),
            optimized().outcome(TCS, "2026-06-10T11:05", Outcome.BAR_MISSING));

    // then
    assertThat(report.judgement().holds()).containsExactly(HoldReason.DATA_HOLE);
    assertThat(report.judgement().passesButForData()).isTrue();
    assertThat(report.categories().getFirst().withoutHoles().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.holes()).hasSize(1);
    Hole hole = report.holes().getFirst();
    assertThat(hole.symbols()).containsExactly(TCS);
    assertThat(hole.bars()).isEqualTo(1);
    assertThat(hole.firstBar()).contains(ScriptedSide.at("2026-06-10T11:00"));
    assertThat(hole.legacy()).contains("bar_missing");
  }

  @Test
  void barsWhoseWindowsLackTooMuchInBothAreAHoleInTheData() {
    // when: the bar of 10:00 is in no window of the bars after it
    ParityReport report =
        compared(
            legacy().without(TCS, "2026-06-10T10:00").mostLacking(0),
            optimized().without(TCS, "2026-06-10T10:00").mostLacking(0));

    // then: 10:00 itself, and 10:05 to 15:25
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).contains(HoldReason.DATA_HOLE);
    assertThat(report.judgement().passesButForData()).isTrue();
    assertThat(figures(report).holes()).isEqualTo(1 + 65);
    assertThat(report.holes())
        .extracting(hole -> hole.legacy().orElseThrow())
        .containsExactly("bar_missing", "incomplete");
    assertThat(report.holes().getLast().bars()).isEqualTo(65);
    assertThat(report.holes().getLast().detail())
        .isEqualTo(
            "incomplete: 1 of the window's 161 bars are not there, 0 may be; the first is 2026-06-10T10:00:00+05:30");
  }

  @Test
  void aBarWhoseWindowLacksTooMuchInOneAloneIsMissingThereAndFails() {
    ParityReport report =
        compared(legacy(), optimized().without(TCS, "2026-06-10T10:00").mostLacking(0));
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.causes()).containsOnlyKeys(Cause.BAR_MISSING);
    assertThat(report.mismatches()).extracting(Mismatch::kind).containsOnly(Mismatch.Kind.MISSING);
    assertThat(report.sessions().getFirst().figures().holes()).isEqualTo(1 + 65);
  }

  @Test
  void aBarThatOneSideLacksWithoutASignalIsOnHold() {
    // given: a bar that gives no signal on the other side
    ScriptedSide other = legacy();
    String slot =
        other.recorded().evaluations().stream()
            .filter(
                evaluation -> evaluation.bar().symbol().equals(TCS) && evaluation.found().isEmpty())
            .filter(evaluation -> !evaluation.slot().isBefore(ScriptedSide.at("2026-06-10T09:20")))
            .map(evaluation -> MarketTime.local(evaluation.slot()).toString())
            .findFirst()
            .orElseThrow();

    // when
    ParityReport report = compared(legacy(), optimized().outcome(TCS, slot, Outcome.TIMED_OUT));

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().holds()).containsExactly(HoldReason.NOT_SCANNED);
    assertThat(report.holes().getFirst().optimized()).contains("timed_out");
    assertThat(report.holes().getFirst().legacy()).isEmpty();
  }

  @Test
  void equalCountsOfOtherSignalsAreNoParity() {
    // given: half of the signals of either side are lost, another half on each
    ParityReport clean = compared(legacy(), optimized());
    int signals = figures(clean).matched();

    // when
    ParityReport report =
        compared(
            legacy().losing((_, slot) -> slot.getEpochSecond() / 300 % 2 == 0),
            optimized().losing((_, slot) -> slot.getEpochSecond() / 300 % 2 == 1));

    // then
    ParityFigures figures = figures(report);
    assertThat(figures.matched()).isZero();
    assertThat(figures.missing() + figures.extra()).isEqualTo(signals);
    assertThat(figures.countRatio().orElseThrow()).isCloseTo(1.0, within(0.35));
    assertThat(figures.jaccard()).contains(0.0);
    assertThat(figures.mismatchBound()).isEqualTo(1.0);
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void oneSignalThatDiffersFailsHoweverManyAgree() {
    ParityReport report =
        compared(
            legacy(),
            optimized()
                .losing((symbol, slot) -> symbol.equals(TCS) && slot.equals(firstSignalOfTcs())));
    assertThat(report.mismatches()).hasSize(1);
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
  }

  private static Instant firstSignalOfTcs() {
    return legacy().recorded().signals().stream()
        .filter(published -> published.signal().key().symbol().equals(TCS))
        .map(PublishedSignal::slot)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAcceptedDifferenceIsCountedAndShownAndDoesNotFail() {
    // given
    ScriptedSide losing =
        optimized().losing((symbol, slot) -> symbol.equals(TCS) && slot.equals(firstSignalOfTcs()));
    AcceptedDifference rule = rule(Optional.of(Cause.PUBLICATION_LOST), DAY);

    // when
    ParityReport report = compared(legacy(), losing, rule);

    // then
    assertThat(report.mismatches()).hasSize(1);
    assertThat(report.mismatches().getFirst().accepted()).contains(rule);
    assertThat(figures(report).missing()).isEqualTo(1);
    assertThat(figures(report).accepted()).isEqualTo(1);
    assertThat(figures(report).unaccepted()).isZero();
    assertThat(figures(report).mismatchBoundWithAccepted())
        .isGreaterThan(figures(report).mismatchBound());
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void anExpiredRuleAcceptsNothing() {
    ScriptedSide losing =
        optimized().losing((symbol, slot) -> symbol.equals(TCS) && slot.equals(firstSignalOfTcs()));
    ParityReport report =
        compared(legacy(), losing, rule(Optional.of(Cause.PUBLICATION_LOST), DAY.minusDays(1)));
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void theAlarmIsAcceptedOnlyByARuleThatNamesIt() {
    ScriptedSide rounding = optimized().engine(ScriptedSide.rounding(new MeanEngine()));
    assertThat(compared(legacy(), rounding, rule(Optional.empty(), DAY)).judgement().verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(
            compared(legacy(), rounding, rule(Optional.of(Cause.SAME_INPUT_DIFFERENT_OUTPUT), DAY))
                .judgement()
                .verdict())
        .isEqualTo(Verdict.HOLD);
  }

  @Test
  void acceptedDifferencesAreNoEvidenceOfAgreement() {
    // given: one generation published nothing that it found, and a rule accepts that
    ScriptedSide losing = optimized().losing((_, _) -> true);

    // when
    ParityReport report =
        compared(legacy(), losing, rule(Optional.of(Cause.PUBLICATION_LOST), DAY));

    // then
    assertThat(figures(report).accepted()).isEqualTo(figures(report).compared()).isPositive();
    assertThat(figures(report).mismatchBound()).isEqualTo(1.0);
    assertThat(report.judgement().holds()).containsExactly(HoldReason.TOO_FEW_SIGNALS);
  }

  @Test
  void aSignalThatBothFoundAndBothLostIsMissed() {
    // when
    ParityReport report =
        compared(
            legacy().losing((symbol, _) -> symbol.equals(TCS)),
            optimized().losing((symbol, _) -> symbol.equals(TCS)));

    // then
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.causes()).containsOnlyKeys(Cause.PUBLICATION_LOST);
    assertThat(report.mismatches())
        .isNotEmpty()
        .allSatisfy(mismatch -> assertThat(mismatch.diagnosis().at()).isEmpty());
  }

  @Test
  void aSignalThatOneSideFoundAndLostIsMissedThoughTheOtherOneFoundNothing() {
    // given: the same input, the other engine finds nothing
    SignalEngine blind = silent();

    // when
    ParityReport report = compared(legacy().losing((_, _) -> true), optimized().engine(blind));

    // then
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.mismatches())
        .isNotEmpty()
        .allSatisfy(
            mismatch -> {
              assertThat(mismatch.kind()).isEqualTo(Mismatch.Kind.MISSING);
              assertThat(mismatch.diagnosis().at()).contains(Generation.LEGACY);
            });
  }

  private static SignalEngine silent() {
    return new SignalEngine() {
      @Override
      public String name() {
        return "silent";
      }

      @Override
      public List<StrategySignal> evaluate(
          CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
        return List.of();
      }
    };
  }

  @Test
  void aSignalFoundInASlotInWhichItsBarWasNotDueIsNoMatch() {
    // when: every slot sees the candles of half an hour before
    ParityReport report = compared(legacy(), optimized().seeing(slot -> slot.minusSeconds(1800)));

    // then: what was found is found late, by the wrong slot; only the first slot's bar, the last
    // one of the day before, is its own
    assertThat(report.categories().getFirst().figures().matched()).isLessThanOrEqualTo(2);
    assertThat(figures(report).drifted()).isPositive();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.causes()).containsOnlyKeys(Cause.STALE_SERIES);
  }

  @Test
  void aGenerationThatBeganLaterIsOnHold() {
    // given: slots of the optimized generation are due from noon
    DueSlots all = ScriptedSide.dueSlots(DAY, DAY);
    DueSlots fromNoon =
        new DueSlots(
            Map.of(
                Generation.LEGACY,
                Map.of(Category.DAY_TRADING, all.of(Generation.LEGACY, Category.DAY_TRADING)),
                Generation.OPTIMIZED,
                Map.of(
                    Category.DAY_TRADING,
                    all.of(Generation.OPTIMIZED, Category.DAY_TRADING).stream()
                        .filter(slot -> !slot.isBefore(ScriptedSide.at("2026-06-10T12:00")))
                        .toList())));
    GenerationEvidence late =
        optimized().skipping(slot -> slot.isBefore(ScriptedSide.at("2026-06-10T12:00"))).recorded();

    // when
    ParityReport report =
        ScriptedSide.check()
            .check(DAY, DAY, Set.of(Category.DAY_TRADING), fromNoon, legacy().recorded(), late);

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().holds()).contains(HoldReason.NOT_DUE);
  }

  @Test
  void slotsToComeAreNotDoneAndNoCategoryIsOffForThem() {
    // given: legacy's slots of the day have come, the other one's have not
    DueSlots all = ScriptedSide.dueSlots(DAY, DAY);
    Map<Category, List<Instant>> slots =
        Map.of(Category.DAY_TRADING, all.of(Generation.LEGACY, Category.DAY_TRADING));
    DueSlots toCome =
        new DueSlots(Map.of(Generation.LEGACY, slots), Map.of(Generation.OPTIMIZED, slots));

    // when
    ParityReport report =
        ScriptedSide.check()
            .check(
                DAY,
                DAY,
                Set.of(Category.DAY_TRADING),
                toCome,
                legacy().recorded(),
                optimized().skipping(_ -> true).recorded());

    // then
    assertThat(report.judgement().holds())
        .containsExactlyInAnyOrder(HoldReason.NOT_DONE, HoldReason.NOTHING_COMPARED);
  }

  @Test
  void aDateThatTheCalendarDoesNotKnowIsOnHoldByNameAndTheRestIsCompared() {
    // given: the day after has signals of a calendar that knew it
    LocalDate next = DAY.plusDays(1);
    DueSlots known = ScriptedSide.dueSlots(DAY, DAY);
    SortedMap<LocalDate, String> unknown =
        new TreeMap<>(Map.of(next, "the hours of 2026-06-11 are not known"));
    DueSlots slots =
        new DueSlots(
            known.slots(),
            Map.of(),
            Map.of(
                Generation.LEGACY, Map.of(Category.DAY_TRADING, unknown),
                Generation.OPTIMIZED, Map.of(Category.DAY_TRADING, unknown)));

    // when
    ParityReport report =
        ScriptedSide.check()
            .check(
                DAY,
                next,
                Set.of(Category.DAY_TRADING),
                slots,
                new ScriptedSide(Generation.LEGACY, DAY, next).recorded(),
                optimized().recorded());

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).containsExactly(HoldReason.CALENDAR_UNKNOWN);
    assertThat(figures(report).bars()).isEqualTo(2 * 76);
    assertThat(report.holes()).hasSize(1);
    assertThat(report.holes().getFirst().session()).isEqualTo(next);
    assertThat(report.holes().getFirst().detail())
        .isEqualTo("the hours of 2026-06-11 are not known");
    assertThat(report.notComparable())
        .isNotEmpty()
        .allSatisfy(
            signal -> {
              assertThat(signal.cause()).isEqualTo(Cause.CALENDAR);
              assertThat(signal.why()).isEqualTo("the hours of 2026-06-11 are not known");
            });
  }

  private static AcceptedDifference rule(Optional<Cause> cause, LocalDate expires) {
    return new AcceptedDifference(
        Optional.of(Category.DAY_TRADING),
        Optional.empty(),
        Optional.empty(),
        cause,
        "ops",
        "known",
        expires);
  }

  @Test
  void aGenerationThatDoesNotScanTheCategoryIsOnHold() {
    // given
    DueSlots onlyLegacy =
        new DueSlots(
            Map.of(
                Generation.LEGACY,
                Map.of(
                    Category.DAY_TRADING,
                    ScriptedSide.dueSlots(DAY, DAY).of(Generation.LEGACY, Category.DAY_TRADING))));
    GenerationEvidence nothing =
        new GenerationEvidence(
            Generation.OPTIMIZED, Map.of(), List.of(), List.of(), RecordedWindows.NONE, Map.of());

    // when
    ParityReport report =
        ScriptedSide.check()
            .check(
                DAY, DAY, Set.of(Category.DAY_TRADING), onlyLegacy, legacy().recorded(), nothing);

    // then
    assertThat(report.judgement().holds())
        .contains(HoldReason.CATEGORY_OFF, HoldReason.NOTHING_COMPARED);
    assertThat(report.notComparable()).isNotEmpty();
    assertThat(report.notComparable()).allMatch(signal -> signal.cause() == Cause.CATEGORY_OFF);
  }

  @Test
  void aBarThatIsLookedAtAgainInTheNextSessionBelongsToTheOneThatFoundItFirst() {
    // given: a signal of a session's last bar, due in the last slot of that session and in the
    // first of the next one
    LocalDate first = LocalDate.of(2026, 6, 8);
    LocalDate last = LocalDate.of(2026, 6, 12);
    PublishedSignal late =
        new ScriptedSide(Generation.LEGACY, first, last)
            .recorded().signals().stream()
                .filter(found -> found.slot().equals(ScriptedSide.at(day(found) + "T15:30")))
                .filter(found -> !day(found).equals(last))
                .findFirst()
                .orElseThrow();
    LocalDate next = ScriptedSide.CALENDAR.nextDate(day(late));
    ScriptedSide catchingUp =
        new ScriptedSide(Generation.OPTIMIZED, day(late), next)
            .skipping(slot -> slot.equals(late.slot()));

    // when: the session after is compared alone
    ParityReport alike =
        comparedAlone(
            next, legacyFrom(late), new ScriptedSide(Generation.OPTIMIZED, day(late), next));
    ParityReport caughtUp = comparedAlone(next, legacyFrom(late), catchingUp);

    // then: found by both before, it is none of that session; found there by one, it is compared
    // with the other's of before
    assertThat(alike.mismatches()).isEmpty();
    assertThat(caughtUp.mismatches()).isEmpty();
    assertThat(figures(caughtUp).matched()).isGreaterThan(figures(alike).matched());
    assertThat(figures(alike).lateOptimized()).isZero();
    assertThat(figures(caughtUp).lateOptimizedAlone())
        .isEqualTo(figures(caughtUp).matched() - figures(alike).matched());
  }

  private static ScriptedSide legacyFrom(PublishedSignal published) {
    return new ScriptedSide(
        Generation.LEGACY, day(published), ScriptedSide.CALENDAR.nextDate(day(published)));
  }

  private static LocalDate day(PublishedSignal published) {
    return MarketTime.date(published.slot());
  }

  private static ParityReport comparedAlone(
      LocalDate day, ScriptedSide legacy, ScriptedSide optimized) {
    return ScriptedSide.check()
        .check(
            day,
            day,
            Set.of(Category.DAY_TRADING),
            ScriptedSide.dueSlots(day, day),
            legacy.recorded(),
            optimized.recorded());
  }

  @Test
  void aRangeThatCannotBeComparedIsRefused() {
    ParityCheck check = ScriptedSide.check();
    DueSlots slots = ScriptedSide.dueSlots(DAY, DAY);
    GenerationEvidence legacy = legacy().recorded();
    GenerationEvidence optimized = optimized().recorded();
    assertThatThrownBy(
            () ->
                check.check(
                    DAY, DAY.minusDays(1), Set.of(Category.DAY_TRADING), slots, legacy, optimized))
        .hasMessage("from 2026-06-10 is after to 2026-06-09");
    assertThatThrownBy(() -> check.check(DAY, DAY, Set.of(), slots, legacy, optimized))
        .hasMessageContaining("at least one category");
    assertThatThrownBy(
            () -> check.check(DAY, DAY, Set.of(Category.DAY_TRADING), slots, optimized, legacy))
        .hasMessageContaining("in the place of legacy and optimized");
  }
}
