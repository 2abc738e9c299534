package dev.baton.parity;

import static dev.baton.parity.ScriptedSide.compared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Bars that a generation awaited, and evaluated in a later slot of their session (ADR 41). */
class LateBarsTest {

  private static final LocalDate FROM = LocalDate.of(2026, 6, 9);
  private static final LocalDate TO = LocalDate.of(2026, 6, 12);
  private static final Symbol TCS = Symbol.of("TCS");

  /** A signal in the middle of a session. */
  private final PublishedSignal signal =
      legacy().recorded().signals().stream()
          .filter(published -> published.key().symbol().equals(TCS))
          .filter(published -> !published.slot().isBefore(ScriptedSide.at("2026-06-10T10:00")))
          .findFirst()
          .orElseThrow();

  private final Instant slot = signal.slot();
  private final String bar = local(signal.key().barTime());
  private final Instant next = slot.plus(Duration.ofMinutes(5));

  private static ScriptedSide legacy() {
    return new ScriptedSide(Generation.LEGACY, FROM, TO);
  }

  private static ScriptedSide optimized() {
    return new ScriptedSide(Generation.OPTIMIZED, FROM, TO);
  }

  private static String local(Instant time) {
    return MarketTime.local(time).toString();
  }

  private static ParityFigures figures(ParityReport report) {
    return report.categories().getFirst().figures();
  }

  @Test
  void aBarThatOneGenerationFoundASlotLaterIsLateAndNoHoleAndNoDifference() {
    // when
    ParityReport report = compared(legacy(), optimized().late(TCS, bar, next));

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes()).isEmpty();
    assertThat(figures(report).bars()).isEqualTo(figures(compared(legacy(), optimized())).bars());
    assertThat(figures(report).lateOptimized()).isEqualTo(1);
    assertThat(figures(report).lateLegacy()).isZero();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(report.judgement().holds()).containsExactly(HoldReason.LATE);
    assertThat(report.late()).extracting(LateSignal::key).containsExactly(signal.key());
    assertThat(report.late().getFirst().optimized().slot()).isEqualTo(next);
  }

  @Test
  void aBarThatBothFoundLateKeepsNothingBack() {
    // when
    ParityReport report = compared(legacy().late(TCS, bar, next), optimized().late(TCS, bar, next));

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes()).isEmpty();
    assertThat(figures(report).lateLegacy()).isEqualTo(1);
    assertThat(figures(report).lateOptimized()).isEqualTo(1);
    assertThat(figures(report).lateOptimizedAlone()).isZero();
    assertThat(report.judgement().verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aSymbolThatFailedAndAnsweredInTheNextSlotIsLate() {
    // when
    ParityReport report =
        compared(
            legacy(), optimized().outcome(TCS, local(slot), Outcome.FAILED).awaitingFailedBars());

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes()).isEmpty();
    assertThat(figures(report).lateOptimized()).isEqualTo(1);
    assertThat(report.judgement().holds()).containsExactly(HoldReason.LATE);
  }

  @Test
  void aBarThatNeverComesStaysAHole() {
    // when
    ParityReport report =
        compared(legacy().late(TCS, bar, Instant.MAX), optimized().late(TCS, bar, Instant.MAX));

    // then
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.holes())
        .extracting(Hole::hold, Hole::bars)
        .contains(tuple(HoldReason.DATA_HOLE, 1));
    assertThat(figures(report).lateOptimized()).isZero();
  }

  @Test
  void aSignalOfASlotInWhichItsBarWasNotDueIsStillADifferenceIfNoSlotAwaitedTheBar() {
    // given a slot that published the signal of a bar which another one had evaluated already
    ScriptedSide optimized = optimized();
    GenerationEvidence recorded = optimized.recorded();
    GenerationEvidence moved =
        new GenerationEvidence(
            Generation.OPTIMIZED,
            recorded.slotsDone(),
            recorded.evaluations(),
            recorded.signals().stream()
                .map(
                    of ->
                        of.key().equals(signal.key())
                            ? new PublishedSignal(of.signal(), next, next.plusSeconds(2), true)
                            : of)
                .toList(),
            recorded.windows(),
            recorded.unknownCalls());

    // when
    ParityReport report =
        ScriptedSide.check()
            .check(
                FROM,
                TO,
                ScriptedSide.DAY_TRADING,
                ScriptedSide.dueSlots(FROM, TO),
                legacy().recorded(),
                moved);

    // then
    assertThat(ScriptedSide.onlyCause(report)).contains(Cause.STALE_SERIES);
  }
}
