package dev.baton.replay.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.Cause;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.replay.ReplayException;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {

  private static Replay replay;
  private static ReplayRun clean;

  @BeforeAll
  static void replayWithoutAFault() throws InterruptedException {
    RecordedCandles candles = SyntheticCandles.of("RELIANCE", "TCS", "HDFCBANK");
    replay =
        new Replay(
            candles,
            Replay.calendar(candles),
            new ReplayRange(
                LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 10), EnumSet.allOf(Category.class)),
            2);
    clean = replay.run(Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void putsEveryKindWhereASignalDiffersAndTheCheckFindsItsCause(FaultKind kind)
      throws InterruptedException {
    // given
    Fault fault = placed(kind.label());

    // when
    ReplayRun injected = replay.inject(clean, new Injection(List.of(fault)), Progress.NONE);
    ParityReport parity = injected.compared(List.of());

    // then
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(parity.judgement().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(parity.mismatches())
        .isNotEmpty()
        .allSatisfy(mismatch -> assertThat(mismatch.diagnosis().cause()).isEqualTo(kind.cause()));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void changesNothingOfTheOtherGenerationOrOfASymbolThatTheFaultDoesNotTouch(FaultKind kind)
      throws InterruptedException {
    Fault fault = placed("legacy:" + kind.label());

    ReplayRun injected = replay.inject(clean, new Injection(List.of(fault)), Progress.NONE);

    assertThat(injected.optimized().evaluations()).isEqualTo(clean.optimized().evaluations());
    assertThat(List.of(injected.legacy().evaluations(), injected.legacy().signals()))
        .isNotEqualTo(List.of(clean.legacy().evaluations(), clean.legacy().signals()));
    fault
        .scope()
        .symbol()
        .ifPresent(
            touched ->
                assertThat(injected.legacy().evaluations())
                    .filteredOn(evaluation -> !evaluation.bar().symbol().equals(touched))
                    .isEqualTo(
                        clean.legacy().evaluations().stream()
                            .filter(evaluation -> !evaluation.bar().symbol().equals(touched))
                            .toList()));
  }

  @Test
  void beginsAFaultThatLastsWhenItWasSaid() throws InterruptedException {
    // given
    Fault fault = placed("rounding@TCS@2026-06-05");

    // when
    ParityReport parity =
        replay.inject(clean, new Injection(List.of(fault)), Progress.NONE).compared(List.of());

    // then
    assertThat(fault.text()).isEqualTo("optimized:rounding@TCS@2026-06-05");
    assertThat(parity.mismatches())
        .isNotEmpty()
        .extracting(Mismatch::session)
        .allSatisfy(session -> assertThat(session).isAfterOrEqualTo(LocalDate.of(2026, 6, 5)));
  }

  @Test
  void choosesTheSamePlaceForTheSameSeed() {
    assertThat(placed("bar_revised")).isEqualTo(placed("bar_revised"));
  }

  @Test
  void putsTwoFaultsIntoBothSidesAtOnce() throws InterruptedException {
    // given
    Injection both =
        new Injection(List.of(placed("rounding@TCS"), placed("legacy:symbol_left_out@RELIANCE")));

    // when
    ParityReport parity = replay.inject(clean, both, Progress.NONE).compared(List.of());

    // then
    assertThat(parity.causes())
        .containsOnlyKeys(Cause.SAME_INPUT_DIFFERENT_OUTPUT, Cause.NOT_IN_UNIVERSE);
    assertThat(clean.of(Generation.LEGACY).signals()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bar_missing@TCS@2026-06-10T11:03 | bar_missing: TCS has no 5m bar of 2026-06-10T11:03; that day's open every 5 minutes from 09:15 to 15:25",
        "bar_revised@TCS@2026-06-14 | bar_revised: TCS has no 1D bar of 2026-06-14; recorded are 2025-06-02 to 2026-06-12",
        "bar_revised@NTPC@2026-06-10 | bar_revised: NTPC has no 1D bar of 2026-06-10; nothing was recorded",
        "skipped_scan@all@2026-06-10T11:03 | skipped_scan: 2026-06-10T11:03 is no slot of optimized; that day's are 09:15, 09:20",
        "skipped_scan@all@2026-06-13T11:05 | skipped_scan: 2026-06-13T11:05 is no slot of optimized; 2026-06-13 is no session of the range",
        "ttl@TCS@2026-06-12 | ttl: 2026-06-12 is in no session of the range; the first is 2026-06-01, the last 2026-06-10"
      })
  void saysWhichBarsSlotsAndSessionsThereAre(String text, String message) {
    FaultOrder order = FaultOrder.parse(text, replay.range().symbols()).getFirst();

    assertThatThrownBy(() -> new Placement(replay, List.of(order), 7).check())
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void saysThatAFaultCannotMatterWhereThereIsNoSignal() {
    assertThatThrownBy(() -> placed("bar_missing@NTPC"))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("no signal of optimized in the range");
  }

  private static Fault placed(String text) {
    FaultOrder order = FaultOrder.parse(text, replay.range().symbols()).getFirst();
    return new Placement(replay, List.of(order), 7).place(clean).getFirst();
  }
}
