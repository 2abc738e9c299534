package dev.baton.runtime.slot;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotScanTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Instant TEN = LocalDateTime.parse("2026-06-10T10:00").toInstant(MarketTime.OFFSET);

  private final ScriptedScan scan = new ScriptedScan();
  private final ScriptedOutage outage = new ScriptedOutage();
  private final SteppedClock clock = new SteppedClock(TEN, TEN);
  private final SchedulerSettings settings =
      SchedulerSettings.of(
          Generation.OPTIMIZED,
          Map.of(
              "day_trading", List.of("TCS", "INFY"),
              "short_selling", List.of("TCS"),
              "short_term", List.of("INFY"),
              "long_term", List.of("INFY")),
          Map.of());
  private final TradingCalendar calendar = TradingCalendar.nse();

  @Test
  void triesASymbolAFewTimesAndThenRecordsItsFailureAlone() throws InterruptedException {
    // given
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.FAILED : Outcome.EVALUATED);
    SlotScan.Progress progress = begin(3, DAY_TRADING, SHORT_SELLING);

    // when
    assertThat(progress.attempt()).isEmpty();

    // then
    ScanResult result = progress.publication(false).scans().getFirst().result();
    assertThat(result.symbols())
        .extracting(SymbolResult::category, SymbolResult::symbol, SymbolResult::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DAY_TRADING, TCS, Outcome.FAILED),
            org.assertj.core.groups.Tuple.tuple(DAY_TRADING, INFY, Outcome.EVALUATED),
            org.assertj.core.groups.Tuple.tuple(SHORT_SELLING, TCS, Outcome.FAILED));
    assertThat(scan.requests).hasSize(3);
    assertThat(scan.requests.get(1).symbols())
        .isEqualTo(Map.of(DAY_TRADING, List.of(TCS), SHORT_SELLING, List.of(TCS)));
    assertThat(outage.probed).containsExactly(Set.of(TCS));
  }

  @Test
  void waitsIfAnotherSymbolFailsToo() throws InterruptedException {
    // given
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.TIMED_OUT : Outcome.EVALUATED);
    outage.probeFails("the broker answers nobody");
    SlotScan.Progress progress = begin(2, DAY_TRADING);

    // when, then
    assertThat(progress.attempt()).contains("the broker answers nobody");
    assertThat(progress.attempt()).isEmpty();
    assertThat(scan.requests).hasSize(4);
  }

  @Test
  void waitsAtOnceIfNoSymbolAtAllCouldBeScanned() throws InterruptedException {
    scan.script((_, _) -> Outcome.FAILED);

    assertThat(begin(3, DAY_TRADING).attempt())
        .contains("no symbol could be scanned: no answer of the broker");
    assertThat(scan.requests).hasSize(1);
    assertThat(outage.probed).isEmpty();
  }

  @Test
  void keepsWhatWasFinishedWhenTheRestIsRepeated() throws InterruptedException {
    // given
    scan.script((symbol, number) -> symbol.equals(TCS) && number == 1 ? Outcome.FAILED : Outcome.EVALUATED);
    SlotScan.Progress progress = begin(3, DAY_TRADING);

    // when
    assertThat(progress.attempt()).isEmpty();

    // then
    Publication.CompletedScan done = progress.publication(true).scans().getFirst();
    assertThat(done.errors()).isZero();
    assertThat(done.signals()).isEqualTo(2);
    assertThat(done.result().calls()).isEqualTo(2 + 1);
    assertThat(done.lookups()).isEqualTo(2);
    assertThat(done.result().duration()).isEqualTo(ScriptedScan.TOOK.multipliedBy(2));
  }

  @Test
  void doesNotTakeAMissingBarForAnError() throws InterruptedException {
    scan.script((_, _) -> Outcome.BAR_MISSING);

    SlotScan.Progress progress = begin(3, DAY_TRADING);

    assertThat(progress.attempt()).isEmpty();
    assertThat(scan.requests).hasSize(1);
    assertThat(progress.publication(false).scans().getFirst().errors()).isZero();
  }

  @Test
  void breaksOffWithTheCauseIfAScanHasADefect() {
    ScanCore defect =
        _ -> {
          throw new ArithmeticException("/ by zero");
        };
    SlotScan broken =
        new SlotScan(
            ScanPlan.unified(settings, () -> calendar), defect, settings, clock, outage, 3);

    assertThatThrownBy(() -> broken.begin(due(DAY_TRADING)).attempt())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a scan of 2026-06-10T04:30:00Z broke off")
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void mergesTheJobsThatAreDueAtOnceInOnePart() {
    ScanPlan plan = ScanPlan.unified(settings, () -> calendar);

    assertThat(plan.parts(TEN, EnumSet.allOf(Category.class)))
        .containsExactly(
            new ScanPlan.Part(
                "frequent_scan+comprehensive_scan", EnumSet.allOf(Category.class)));
    assertThat(plan.parts(TEN.plus(Duration.ofHours(6)), EnumSet.of(LONG_TERM)))
        .containsExactly(new ScanPlan.Part("daily_scan", EnumSet.of(LONG_TERM)));
  }

  @Test
  void makesOnePartOfEachLegacyJob() {
    ScanPlan plan = ScanPlan.oneForEachJob(SchedulerSettings.defaults(Generation.LEGACY));

    assertThat(plan.parts(TEN, EnumSet.of(DAY_TRADING, SHORT_TERM)))
        .containsExactly(
            new ScanPlan.Part("day_trading_strategy", EnumSet.of(DAY_TRADING)),
            new ScanPlan.Part("short_term_strategy", EnumSet.of(SHORT_TERM)));
  }

  @Test
  void addsUpWhatARepetitionCostAndCountsItsLookupsOnce() {
    // given
    SymbolResult failed = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.FAILED);
    SymbolResult fine = ScriptedScan.result(DAY_TRADING, INFY, TEN, Outcome.EVALUATED);
    ScanResult first =
        new ScanResult(
            List.of(failed, fine),
            Map.of(DAY_TRADING, new ScanResult.Cost(4, 3, 1, Duration.ofMillis(300))),
            1,
            Duration.ofMillis(310));
    SymbolResult again = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.EVALUATED);
    ScanResult second =
        new ScanResult(
            List.of(again),
            Map.of(DAY_TRADING, new ScanResult.Cost(2, 2, 5, Duration.ofMillis(40))),
            5,
            Duration.ofMillis(50));

    // when
    ScanResult merged = RetriedScan.merge(first, second);

    // then
    assertThat(merged.symbols()).containsExactly(again, fine);
    assertThat(merged.costs())
        .isEqualTo(Map.of(DAY_TRADING, new ScanResult.Cost(4, 3, 6, Duration.ofMillis(340))));
    assertThat(merged.calls()).isEqualTo(6);
    assertThat(merged.duration()).isEqualTo(Duration.ofMillis(360));
    assertThat(RetriedScan.failed(first)).isEqualTo(Map.of(DAY_TRADING, List.of(TCS)));
    assertThat(RetriedScan.failed(merged)).isEmpty();
  }

  private SlotScan.Progress begin(int attempts, Category... categories) {
    return new SlotScan(
            ScanPlan.unified(settings, () -> calendar), scan, settings, clock, outage, attempts)
        .begin(due(categories));
  }

  private static SlotQueue.Due due(Category... categories) {
    return new SlotQueue.Due(TEN, EnumSet.copyOf(List.of(categories)), TEN.plusSeconds(300));
  }
}
