package dev.baton.runtime.slot;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.ownership.Mode.LIVE;
import static dev.baton.ownership.Mode.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.Lookups;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotScanTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Instant TEN =
      LocalDateTime.parse("2026-06-10T10:00").toInstant(MarketTime.OFFSET);

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
  private Ownership ownership = Ownership.always(LIVE);

  @Test
  void triesASymbolAFewTimesAndThenRecordsItsFailureAlone() throws InterruptedException {
    // given
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.FAILED : Outcome.EVALUATED);

    // when
    SlotScan.Finished finished = finished(start(3, DAY_TRADING, SHORT_SELLING));

    // then
    ScanResult result = finished.publication(false).scans().getFirst().result();
    assertThat(result.symbols())
        .extracting(SymbolResult::category, SymbolResult::symbol, SymbolResult::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DAY_TRADING, TCS, Outcome.FAILED),
            org.assertj.core.groups.Tuple.tuple(DAY_TRADING, INFY, Outcome.EVALUATED),
            org.assertj.core.groups.Tuple.tuple(SHORT_SELLING, TCS, Outcome.FAILED));
    assertThat(scan.requests).extracting(ScanRequest::repeated).containsExactly(false, true, true);
    assertThat(scan.requests.get(1).symbols())
        .isEqualTo(Map.of(DAY_TRADING, List.of(TCS), SHORT_SELLING, List.of(TCS)));
    // No other symbol is scanned for daily candles: each pass is followed by a probe.
    assertThat(outage.probed).hasSize(3).containsOnly(Set.of(TCS));
  }

  @Test
  void waitsIfAnotherSymbolFailsToo() throws InterruptedException {
    // given
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.TIMED_OUT : Outcome.EVALUATED);
    outage.probeFails("the broker answers nobody");

    // when, then
    SlotScan.Waiting waiting = waiting(start(2, DAY_TRADING));
    assertThat(waiting.reason()).isEqualTo("the broker answers nobody");
    finished(waiting.again());
    assertThat(scan.requests).hasSize(4);
  }

  @Test
  void waitsAtOnceIfNoSymbolAtAllCouldBeScannedNorProbed() throws InterruptedException {
    scan.script((_, _) -> Outcome.FAILED);
    outage.probeFails("no answer");

    assertThat(waiting(start(3, DAY_TRADING)).reason()).isEqualTo("no answer");
    assertThat(scan.requests).hasSize(1);
    assertThat(outage.probed).containsExactly(Set.of(TCS, INFY));
  }

  @Test
  void scansNothingInAnOutageUntilAProbeWorks() throws InterruptedException {
    // given
    scan.script((_, number) -> number == 1 ? Outcome.FAILED : Outcome.EVALUATED);
    outage.away(3, "down");

    // when, then
    SlotScan.Waiting waiting = waiting(start(3, DAY_TRADING));
    for (int attempt = 1; attempt <= 2; attempt++) {
      waiting = waiting(waiting.again());
      assertThat(waiting.reason()).isEqualTo("down");
      assertThat(scan.requests).hasSize(1);
    }
    SlotScan.Finished finished = finished(waiting.again());
    assertThat(scan.requests).hasSize(2);
    assertThat(finished.publication(true).scans().getFirst().errors()).isZero();
  }

  @Test
  void doesNotTakeTheTroubleOfAllSymbolsOfASlotForAnOutageIfOthersAreAnswered()
      throws InterruptedException {
    // given symbols that fail for good, and a client that takes their failures in a row for an
    // outage
    scan.script((_, _) -> Outcome.FAILED);
    for (int i = 0; i < 10; i++) {
      outage.suspected("8 calls in a row failed");
    }

    // when, then
    SlotScan.Finished finished = finished(start(3, DAY_TRADING));
    assertThat(scan.requests).hasSize(3);
    assertThat(finished.publication(false).scans().getFirst().errors()).isEqualTo(2);
  }

  @Test
  void repeatsWithinTheTimeOfTheJobAndNoLonger() throws InterruptedException {
    // given a job with time for two scans and a half
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.TIMED_OUT : Outcome.EVALUATED);
    Duration limit = ScriptedScan.TOOK.multipliedBy(5).dividedBy(2);
    SchedulerSettings limited =
        SchedulerSettings.of(
            Generation.OPTIMIZED,
            Map.of("day_trading", List.of("TCS", "INFY")),
            Map.of("frequent_scan", timeout(limit), "comprehensive_scan", timeout(limit)));

    // when
    SlotScan.Finished finished =
        finished(slotScan(limited, scan, 10).start(due(DAY_TRADING), TEN, AwaitedBars.NONE));

    // then
    assertThat(scan.requests)
        .extracting(ScanRequest::limit)
        .containsExactly(
            limit, limit.minus(ScriptedScan.TOOK), limit.minus(ScriptedScan.TOOK.multipliedBy(2)));
    assertThat(outage.probed).containsExactly(Set.of(TCS));
    assertThat(finished.publication(false).scans().getFirst().errors()).isEqualTo(1);
  }

  @Test
  void repeatsUntilTheFollowingSlotAndNoLonger() throws InterruptedException {
    // given passes of 150 s, in a slot that is followed by another one after 300 s
    passesTake(Duration.ofSeconds(150));

    // when
    SlotScan.Finished finished = finished(start(3, DAY_TRADING));

    // then a third one would not end in time
    assertThat(scan.requests)
        .extracting(ScanRequest::limit)
        .containsExactly(Duration.ofSeconds(300), Duration.ofSeconds(300 - 150 - 15));
    assertThat(outage.probed).containsExactly(Set.of(TCS));
    assertThat(finished.publication(false).scans().getFirst().errors()).isEqualTo(1);
  }

  @Test
  void aSlotThatIsCaughtUpHasItsJobsTimeAndTwoShortRepetitions() throws InterruptedException {
    // given
    clock.pass(Duration.ofMinutes(10));
    passesTake(Duration.ofSeconds(150));

    // when
    finished(start(3, DAY_TRADING));

    // then
    assertThat(scan.requests)
        .extracting(ScanRequest::limit)
        .containsExactly(Duration.ofSeconds(300), Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  private void passesTake(Duration market) {
    scan.script(
        (symbol, _) -> {
          if (symbol.equals(TCS)) {
            clock.pass(market);
          }
          return symbol.equals(TCS) ? Outcome.TIMED_OUT : Outcome.EVALUATED;
        });
  }

  @Test
  void givesTheJobItsWholeTimeAgainAfterAnOutage() throws InterruptedException {
    // given
    scan.script((_, number) -> number == 1 ? Outcome.FAILED : Outcome.EVALUATED);
    outage.away(1, "down");

    // when
    SlotScan.Waiting waiting = waiting(start(3, DAY_TRADING));
    finished(waiting.again());

    // then
    assertThat(scan.requests.get(1).limit()).isEqualTo(scan.requests.get(0).limit());
  }

  @Test
  void keepsWhatWasFinishedWhenTheRestIsRepeated() throws InterruptedException {
    // given
    scan.script(
        (symbol, number) -> symbol.equals(TCS) && number == 1 ? Outcome.FAILED : Outcome.EVALUATED);

    // when
    SlotScan.Finished finished = finished(start(3, DAY_TRADING));

    // then
    Publication.CompletedScan done = finished.publication(true).scans().getFirst();
    assertThat(done.errors()).isZero();
    assertThat(done.signals()).isEqualTo(2);
    assertThat(done.result().calls()).isEqualTo(2 + 1);
    assertThat(done.lookups()).isEqualTo(new Lookups(2, 1));
    assertThat(done.result().duration()).isEqualTo(ScriptedScan.TOOK.multipliedBy(2));
  }

  @Test
  void doesNotTakeAMissingBarForAnError() throws InterruptedException {
    scan.script((_, _) -> Outcome.BAR_MISSING);

    SlotScan.Finished finished = finished(start(3, DAY_TRADING));

    assertThat(scan.requests).hasSize(1);
    assertThat(finished.publication(false).scans().getFirst().errors()).isZero();
  }

  @Test
  void breaksOffWithTheCauseIfAScanHasADefect() {
    ScanCore defect =
        _ -> {
          throw new ArithmeticException("/ by zero");
        };
    SlotScan broken = slotScan(settings, defect, 3);

    assertThatThrownBy(() -> broken.start(due(DAY_TRADING), TEN, AwaitedBars.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a scan of 2026-06-10T04:30:00Z broke off")
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  private static BatonConfig.Job timeout(Duration timeout) {
    return new BatonConfig.Job() {
      @Override
      public Optional<String> crons() {
        return Optional.empty();
      }

      @Override
      public Optional<Duration> timeout() {
        return Optional.of(timeout);
      }
    };
  }

  @Test
  void keepsTheLateBarsOfTheNewestPassThatGotSoFar() {
    // given
    SymbolResult failed = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.FAILED);
    SymbolResult fine = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.EVALUATED);
    SymbolResult nineFifty =
        ScriptedScan.result(DAY_TRADING, TCS, TEN.minusSeconds(300), Outcome.EVALUATED);
    SymbolResult nineFortyFive =
        ScriptedScan.result(DAY_TRADING, TCS, TEN.minusSeconds(600), Outcome.EVALUATED);
    SymbolResult ofInfy =
        ScriptedScan.result(DAY_TRADING, INFY, TEN.minusSeconds(300), Outcome.EVALUATED);

    // when
    ScanResult first =
        late(
            List.of(failed, ScriptedScan.result(DAY_TRADING, INFY, TEN, Outcome.EVALUATED)),
            nineFifty,
            ofInfy);

    // then
    assertThat(RetriedScan.merge(first, late(List.of(fine), nineFortyFive)).late())
        .containsExactly(ofInfy, nineFortyFive);
    assertThat(RetriedScan.merge(first, late(List.of(failed))).late())
        .containsExactly(nineFifty, ofInfy);
  }

  private static ScanResult late(List<SymbolResult> due, SymbolResult... late) {
    return new ScanResult(due, List.of(late), Map.of(), 1, Duration.ofMillis(10));
  }

  @Test
  void addsUpWhatARepetitionCostAndCountsItsLookupsOnce() {
    // given
    SymbolResult failed = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.FAILED);
    SymbolResult fine = ScriptedScan.result(DAY_TRADING, INFY, TEN, Outcome.EVALUATED);
    ScanResult first =
        new ScanResult(
            List.of(failed, fine),
            Map.of(DAY_TRADING, new ScanResult.Cost(new Lookups(4, 3), 1, Duration.ofMillis(300))),
            1,
            Duration.ofMillis(310));
    SymbolResult again = ScriptedScan.result(DAY_TRADING, TCS, TEN, Outcome.EVALUATED);
    ScanResult second =
        new ScanResult(
            List.of(again),
            Map.of(DAY_TRADING, new ScanResult.Cost(new Lookups(2, 2), 5, Duration.ofMillis(40))),
            5,
            Duration.ofMillis(50));

    // when
    ScanResult merged = RetriedScan.merge(first, second);

    // then
    assertThat(merged.symbols()).containsExactly(again, fine);
    assertThat(merged.costs())
        .isEqualTo(
            Map.of(DAY_TRADING, new ScanResult.Cost(new Lookups(4, 3), 6, Duration.ofMillis(340))));
    assertThat(merged.calls()).isEqualTo(6);
    assertThat(merged.duration()).isEqualTo(Duration.ofMillis(360));
    assertThat(RetriedScan.failed(first)).isEqualTo(Map.of(DAY_TRADING, List.of(TCS)));
    assertThat(RetriedScan.failed(merged)).isEmpty();
  }

  @Test
  void scansAndProbesWithThePriorityOfWhatItOwns() throws InterruptedException {
    // given
    ownership =
        (category, _, slot) -> category == SHORT_SELLING && slot.equals(TEN) ? LIVE : SHADOW;
    scan.script((_, number) -> number == 1 ? Outcome.FAILED : Outcome.EVALUATED);
    outage.suspected("down").suspected("down");

    // when
    finished(start(3, DAY_TRADING, SHORT_SELLING));
    scan.script((_, _) -> Outcome.FAILED);
    finished(start(1, DAY_TRADING));

    // then
    assertThat(outage.priorities).containsExactly(Priority.LIVE, Priority.SHADOW);
    assertThat(scan.requests.get(1).priority(SHORT_SELLING, TCS)).isEqualTo(Priority.LIVE);
    assertThat(scan.requests.get(1).priority(DAY_TRADING, TCS)).isEqualTo(Priority.SHADOW);
  }

  @Test
  void scansWhatFailedInTheSlotBeforeLastAndOnceUntilItIsAnsweredAgain()
      throws InterruptedException {
    // given
    SlotScan slots = slotScan(settings, scan, 3);
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.TIMED_OUT : Outcome.EVALUATED);
    finished(slots.start(due(DAY_TRADING, SHORT_SELLING), TEN, AwaitedBars.NONE));
    scan.requests.clear();
    outage.probed.clear();

    // when the next slot
    SlotScan.Finished again =
        finished(slots.start(due(DAY_TRADING, SHORT_SELLING), TEN, AwaitedBars.NONE));

    // then
    Map<Category, List<Symbol>> failed =
        Map.of(DAY_TRADING, List.of(TCS), SHORT_SELLING, List.of(TCS));
    assertThat(scan.requests)
        .extracting(ScanRequest::symbols)
        .containsExactly(Map.of(DAY_TRADING, List.of(INFY)), failed);
    assertThat(scan.requests).extracting(ScanRequest::repeated).containsOnly(false);
    assertThat(scan.requests.get(1).limit())
        .isEqualTo(Duration.ofSeconds(300).minus(ScriptedScan.TOOK));
    assertThat(outage.probed).containsExactly(Set.of(TCS));
    assertThat(outage.timeframes.getLast()).contains(Timeframe.ONE_DAY);
    Publication.CompletedScan done = again.publication(false).scans().getFirst();
    assertThat(done.result().symbols()).hasSize(3);
    assertThat(done.errors()).isEqualTo(2);
    assertThat(done.lookups().lookups()).isEqualTo(3);

    // when the next slot has other symbols of its timeframe
    outage.probed.clear();
    finished(slots.start(due(DAY_TRADING), TEN, AwaitedBars.NONE));

    // then they show that the broker answers
    assertThat(outage.probed).isEmpty();

    // when it is answered
    scan.script((_, _) -> Outcome.EVALUATED);
    finished(slots.start(due(DAY_TRADING), TEN, AwaitedBars.NONE));
    scan.requests.clear();
    finished(slots.start(due(DAY_TRADING), TEN, AwaitedBars.NONE));

    // then it is one of the others again, in this category
    assertThat(scan.requests)
        .extracting(ScanRequest::symbols)
        .containsExactly(Map.of(DAY_TRADING, List.of(TCS, INFY)));
  }

  @Test
  void aSuspicionAtTheEndOfASlotIsProbed() throws InterruptedException {
    // given
    SlotScan slots = slotScan(settings, scan, 1);
    scan.script((symbol, _) -> symbol.equals(TCS) ? Outcome.FAILED : Outcome.EVALUATED);
    finished(slots.start(due(DAY_TRADING), TEN, AwaitedBars.NONE));
    outage.probed.clear();
    outage.away(1, "login needed");

    // when, then
    assertThat(waiting(slots.start(due(DAY_TRADING), TEN, AwaitedBars.NONE)).reason())
        .isEqualTo("login needed");
    assertThat(outage.probed).containsExactly(Set.of(TCS));
  }

  @Test
  void aCategoryWithoutAnAnswerIsProbedByItsOwnCandles() throws InterruptedException {
    // given
    scan.scriptByCategory(category -> category == DAY_TRADING ? Outcome.FAILED : Outcome.EVALUATED);
    outage.probeFails("no intraday candles");

    // when, then
    assertThat(waiting(start(3, DAY_TRADING, SHORT_TERM)).reason())
        .isEqualTo("no intraday candles");
    assertThat(scan.requests).hasSize(1);
    assertThat(outage.timeframes).containsExactly(Set.of(Timeframe.FIVE_MINUTES));
  }

  @Test
  void aScanOfWhichEverySymbolFailedBeforeIsJudgedByAProbe() throws InterruptedException {
    // given
    SlotScan slots = slotScan(settings, scan, 1);
    scan.script((_, _) -> Outcome.FAILED);
    finished(slots.start(due(SHORT_SELLING), TEN, AwaitedBars.NONE));
    outage.probeFails("down");

    // when, then
    SlotScan.Waiting waiting = waiting(slots.start(due(SHORT_SELLING), TEN, AwaitedBars.NONE));
    assertThat(waiting.reason()).isEqualTo("down");
    finished(waiting.again());
    assertThat(outage.probed).hasSize(4).containsOnly(Set.of(TCS));
    assertThat(scan.requests).hasSize(3);
  }

  private SlotScan.Attempt start(int attempts, Category... categories) throws InterruptedException {
    return slotScan(settings, scan, attempts).start(due(categories), TEN, AwaitedBars.NONE);
  }

  private SlotScan slotScan(SchedulerSettings of, ScanCore core, int attempts) {
    return new SlotScan(of.timetable(() -> calendar), core, of, ownership, clock, outage, attempts);
  }

  private static SlotScan.Finished finished(SlotScan.Attempt attempt) {
    return assertInstanceOf(SlotScan.Finished.class, attempt);
  }

  private static SlotScan.Waiting waiting(SlotScan.Attempt attempt) {
    return assertInstanceOf(SlotScan.Waiting.class, attempt);
  }

  private static SlotQueue.Due due(Category... categories) {
    return new SlotQueue.Due(TEN, EnumSet.copyOf(List.of(categories)), TEN.plusSeconds(300));
  }
}
