package dev.baton.scan.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.scan.TimeLimited;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviour of a scan that both generations share. */
public abstract class ScanCoreBehaviour {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Symbol SBIN = Symbol.of("SBIN");
  private static final List<Symbol> SYMBOLS = List.of(TCS, INFY, SBIN);
  private static final Instant SLOT = at("2026-06-10T11:00:00");
  private static final Instant DUE_FIVE_MINUTES = at("2026-06-10T10:55:00");
  private static final Instant DUE_DAY = at("2026-06-09T00:00:00");
  private static final Duration LAG = Duration.ofSeconds(2);

  /** Longer than any symbol takes on a machine under load. */
  private static final Duration AMPLE = Duration.ofMinutes(2);

  /** The time limit of a symbol that hangs; a symbol that answers at once needs a fraction of it. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  protected final RecordedMarket market = new RecordedMarket(11, SLOT.plus(LAG));

  /** The core under test. */
  protected abstract ScanCore core(
      RecordedMarket market,
      BarEvaluation evaluation,
      MissingBarRule retries,
      Duration symbolTimeout);

  /** The engine of the core. */
  protected abstract SignalEngine engine();

  private ScanCore core() {
    return core(AMPLE);
  }

  private ScanCore core(Duration symbolTimeout) {
    return core(
        market, new BarEvaluation(market.due(), engine()), MissingBarRule.DEFAULT, symbolTimeout);
  }

  protected static Instant at(String local) {
    return OffsetDateTime.parse(local + "+05:30").toInstant();
  }

  private static ScanRequest request(Instant slot, Category... categories) {
    Map<Category, List<Symbol>> symbols = new TreeMap<>();
    for (Category category : categories) {
      symbols.put(category, SYMBOLS);
    }
    return new ScanRequest(slot, symbols);
  }

  private static SymbolResult of(ScanResult result, Category category, Symbol symbol) {
    return result.symbols().stream()
        .filter(each -> each.category() == category && each.symbol().equals(symbol))
        .reduce(
            (a, b) -> {
              throw new AssertionError("twice: " + a + " and " + b);
            })
        .orElseThrow();
  }

  @Test
  void evaluatesExactlyTheNewestDueBarOfEachSymbol() throws Exception {
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertThat(result.symbols()).hasSize(6);
    for (Symbol symbol : SYMBOLS) {
      SymbolResult fiveMinutes = of(result, Category.DAY_TRADING, symbol);
      assertThat(fiveMinutes.outcome()).isEqualTo(Outcome.EVALUATED);
      assertThat(fiveMinutes.barTime()).isEqualTo(DUE_FIVE_MINUTES);
      assertThat(fiveMinutes.input().orElseThrow().lastBar()).isEqualTo(DUE_FIVE_MINUTES);
      SymbolResult day = of(result, Category.SHORT_TERM, symbol);
      assertThat(day.outcome()).isEqualTo(Outcome.EVALUATED);
      assertThat(day.barTime()).isEqualTo(DUE_DAY);
      assertThat(day.input().orElseThrow().lastBar()).isEqualTo(DUE_DAY);
    }
  }

  @Test
  void aWindowBelongsToItsBarWhateverElseTheBrokerShows() throws Exception {
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    // three sessions, the due bar's own included
    assertThat(of(result, Category.DAY_TRADING, TCS).input())
        .contains(
            Fingerprint.of(window(TCS, Timeframe.FIVE_MINUTES, "2026-06-08", DUE_FIVE_MINUTES)));
    // 100 calendar days before the due bar
    assertThat(of(result, Category.SHORT_TERM, TCS).input())
        .contains(Fingerprint.of(window(TCS, Timeframe.ONE_DAY, "2026-03-01", DUE_DAY)));
  }

  private CandleSeries window(Symbol symbol, Timeframe timeframe, String from, Instant to) {
    LocalDate first = LocalDate.parse(from);
    return market
        .series(symbol, timeframe, first, MarketTime.date(to), at("2026-06-12T23:00:00"))
        .between(MarketTime.startOf(first), to);
  }

  @Test
  void brokerCallsHaveThePriorityOfTheSignalsThatNeedThem() throws Exception {
    // given
    Ownership tcsIsLive =
        (category, symbol, slot) ->
            slot.equals(SLOT) && category == Category.DAY_TRADING && symbol.equals(TCS)
                ? Mode.LIVE
                : Mode.SHADOW;

    // when
    core()
        .scan(
            new ScanRequest(
                SLOT,
                Map.of(Category.DAY_TRADING, SYMBOLS),
                TimeLimited.UNLIMITED,
                false,
                tcsIsLive));

    // then
    assertThat(market.requests())
        .filteredOn(request -> request.symbol().equals(TCS))
        .extracting(CandleRequest::priority)
        .hasSizeGreaterThan(1)
        .containsOnly(Priority.LIVE);
    assertThat(market.requests())
        .filteredOn(request -> !request.symbol().equals(TCS))
        .extracting(CandleRequest::priority)
        .hasSizeGreaterThan(2)
        .containsOnly(Priority.SHADOW);
  }

  @Test
  void aBarIsEvaluatedAlikeHoweverLateItsSlotIsDone() throws Exception {
    ScanResult onTime = core().scan(request(SLOT, Category.DAY_TRADING, Category.LONG_TERM));
    market.set(at("2026-06-11T14:21:07"));
    ScanResult late = core().scan(request(SLOT, Category.DAY_TRADING, Category.LONG_TERM));
    assertThat(late.symbols()).isEqualTo(onTime.symbols());
  }

  @Test
  void aSlotThatIsScannedTwiceGivesTheSame() throws Exception {
    ScanCore core = core();
    ScanResult first = core.scan(request(SLOT, Category.values()));
    ScanResult second = core.scan(request(SLOT, Category.values()));
    assertThat(second.symbols()).isEqualTo(first.symbols());
  }

  @Test
  void noOtherBarIsEvaluatedInPlaceOfAMissingOne() throws Exception {
    // given
    market.withhold(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES);

    // when
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING));

    // then
    SymbolResult missing = of(result, Category.DAY_TRADING, TCS);
    assertThat(missing.outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(missing.signals()).isEmpty();
    assertThat(missing.input()).isEmpty();
    assertThat(missing.detail()).contains("2026-06-10T10:55");
    assertThat(of(result, Category.DAY_TRADING, INFY).outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(market.requests(TCS, Timeframe.FIVE_MINUTES))
        .hasSize(MissingBarRule.DEFAULT.fetches());
  }

  @Test
  void aRowThatIsUnusableTwiceIsNotFetchedAThirdTime() throws Exception {
    // given
    market.makeUnusable(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES);
    market.makeUnusable(TCS, Timeframe.ONE_DAY, DUE_DAY);

    // when
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));

    // then
    assertThat(of(result, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(of(result, Category.SHORT_TERM, TCS).outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(
            market.requests().stream()
                .filter(request -> request.symbol().equals(TCS))
                .filter(request -> request.reason() == CandleRequest.Reason.RETRY))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(of(result, Category.DAY_TRADING, INFY).outcome()).isEqualTo(Outcome.EVALUATED);
  }

  @Test
  void aWindowThatLacksASessionIsNotEvaluatedAndTheOthersAre() throws Exception {
    // given
    market.withhold(TCS, Timeframe.ONE_DAY, at("2026-05-05T00:00:00"));

    // when
    ScanResult result = core().scan(request(SLOT, Category.SHORT_SELLING, Category.SHORT_TERM));

    // then
    for (Category category : List.of(Category.SHORT_SELLING, Category.SHORT_TERM)) {
      SymbolResult incomplete = of(result, category, TCS);
      assertThat(incomplete.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(incomplete.lacking()).isEqualTo(1);
      assertThat(incomplete.signals()).isEmpty();
      assertThat(incomplete.input()).isPresent();
      assertThat(incomplete.detail()).endsWith("the first is 2026-05-05T00:00:00+05:30");
      assertThat(of(result, category, INFY).outcome()).isEqualTo(Outcome.EVALUATED);
      assertThat(of(result, category, INFY).lacking()).isZero();
    }
  }

  @Test
  void aSessionThatComesOvernightIsUsedByTheNextOne() throws Exception {
    // given
    ScanCore core = core();
    market.late(TCS, Timeframe.ONE_DAY, at("2026-05-05T00:00:00"), at("2026-06-10T20:00:00"));
    assertThat(
            of(core.scan(request(SLOT, Category.SHORT_TERM)), Category.SHORT_TERM, TCS).outcome())
        .isEqualTo(Outcome.INCOMPLETE);

    // when
    Instant next = at("2026-06-11T09:15:00");
    market.set(next.plus(LAG));
    ScanResult result = core.scan(request(next, Category.SHORT_TERM));

    // then
    assertThat(of(result, Category.SHORT_TERM, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
  }

  @Test
  void aBarThatComesWithinTheRetriesIsUsed() throws Exception {
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, SLOT.plusSeconds(10));
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING));
    assertThat(of(result, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(of(result, Category.DAY_TRADING, TCS).input())
        .contains(
            Fingerprint.of(window(TCS, Timeframe.FIVE_MINUTES, "2026-06-08", DUE_FIVE_MINUTES)));
    assertThat(market.now()).isEqualTo(SLOT.plusSeconds(12));
  }

  @Test
  void aBarThatComesTwoMinutesLateIsEvaluatedInTheNextSlotAsOnACleanDay() throws Exception {
    // given
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, SLOT.plusSeconds(120));

    // when
    ScanCore core = core();
    ScanResult first = awaiting(core, "11:00").getLast();
    market.forgetRequests();
    ScanResult next = next(core, first, "11:05");

    // then
    assertThat(of(first, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(first.late()).isEmpty();
    assertThat(next.late()).containsExactly(clean(TCS, "11:00"));
    assertThat(next.late().getFirst().lacking()).isZero();
    assertThat(of(next, Category.DAY_TRADING, TCS)).isEqualTo(clean(TCS, "11:05"));
    assertThat(next.symbols()).hasSize(3);
    assertThat(market.requests(TCS, Timeframe.FIVE_MINUTES)).hasSize(1);
  }

  @Test
  void aBarThatIsEvaluatedWhileAnEarlierOneIsAwaitedKeepsItsResultAndItsMark() throws Exception {
    // given
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, at("2026-06-10T11:08:00"));

    // when
    List<ScanResult> results = awaiting(core(), "11:00", "11:05", "11:10", "11:15");

    // then
    SymbolResult between = of(results.get(1), Category.DAY_TRADING, TCS);
    assertThat(between.outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(between.lacking()).isEqualTo(1);
    assertThat(results.get(1).late()).isEmpty();
    assertThat(results.get(2).late()).containsExactly(clean(TCS, "11:00"));
    assertThat(of(results.get(2), Category.DAY_TRADING, TCS)).isEqualTo(clean(TCS, "11:10"));
    assertThat(results.get(3).late()).isEmpty();
  }

  @Test
  void theBarsOfASymbolThatFailedAreEvaluatedOldestFirstOnceItAnswers() throws Exception {
    // given
    ScanCore core = core();
    market.fail(TCS, new CandleFailure.Rejected("EC947", "unknown id"));
    List<ScanResult> failed = awaiting(core, "11:00", "11:05");

    // when
    market.mend();
    ScanResult answered =
        scan(
            core,
            "11:10",
            AwaitedBars.NONE
                .after(time("11:00"), failed.getFirst())
                .after(time("11:05"), failed.getLast()));

    // then
    assertThat(of(failed.getLast(), Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(answered.late()).containsExactly(clean(TCS, "11:00"), clean(TCS, "11:05"));
    assertThat(of(answered, Category.DAY_TRADING, TCS)).isEqualTo(clean(TCS, "11:10"));
  }

  @Test
  void oneOfTwoAwaitedBarsIsEvaluatedWithoutTheOther() throws Exception {
    // given
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, at("2026-06-10T11:13:00"));
    market.late(TCS, Timeframe.FIVE_MINUTES, SLOT, at("2026-06-10T11:08:00"));

    // when
    List<ScanResult> results = awaiting(core(), "11:00", "11:05", "11:10", "11:15");

    // then
    assertThat(results.get(1).late()).isEmpty();
    assertThat(results.get(2).late())
        .extracting(SymbolResult::barTime, SymbolResult::outcome, SymbolResult::lacking)
        .containsExactly(tuple(SLOT, Outcome.EVALUATED, 1));
    assertThat(results.get(3).late()).containsExactly(clean(TCS, "11:00"));
  }

  @Test
  void anAwaitedBarIsEvaluatedThoughTheDueOneIsMissing() throws Exception {
    // given
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, SLOT.plusSeconds(120));
    market.withhold(TCS, Timeframe.FIVE_MINUTES, SLOT);

    // when
    ScanResult next = awaiting(core(), "11:00", "11:05").getLast();

    // then
    assertThat(of(next, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(next.late()).containsExactly(clean(TCS, "11:00"));
  }

  @Test
  void aBarThatComesAfterItsSessionIsNotEvaluatedAnyMore() throws Exception {
    // given
    ScanCore core = core();
    market.late(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, at("2026-06-10T20:00:00"));
    ScanResult missing = awaiting(core, "11:00").getLast();
    AwaitedBars awaited = AwaitedBars.NONE.after(SLOT, missing);

    // when
    Instant nextDay = at("2026-06-11T09:20:00");
    market.set(nextDay.plus(LAG));
    ScanResult result = core.scan(request(nextDay, Category.DAY_TRADING).awaiting(awaited));

    // then
    assertThat(result.late()).isEmpty();
    assertThat(of(result, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(of(result, Category.DAY_TRADING, TCS).lacking()).isZero();
  }

  /** A core whose engine makes that of a window. */
  private ScanCore coreOf(Function<CandleSeries, List<StrategySignal>> evaluate) {
    SignalEngine engine =
        new SignalEngine() {
          @Override
          public String name() {
            return engine().name();
          }

          @Override
          public List<StrategySignal> evaluate(
              CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
            return evaluate.apply(window);
          }
        };
    return core(market, new BarEvaluation(market.due(), engine), MissingBarRule.DEFAULT, AMPLE);
  }

  @Test
  void aDefectAtALateBarFailsThatBarAlone() throws Exception {
    // given
    ScanCore core =
        coreOf(
            window -> {
              if (window.lastTime().equals(DUE_FIVE_MINUTES)) {
                throw new IllegalStateException("the test breaks this bar");
              }
              return List.of();
            });
    ScanResult first = awaiting(core, "11:00").getLast();

    // when
    ScanResult next = next(core, first, "11:05");

    // then
    assertThat(of(next, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(next.late())
        .extracting(SymbolResult::symbol, SymbolResult::outcome, SymbolResult::detail)
        .contains(
            tuple(
                TCS,
                Outcome.FAILED,
                "defect: java.lang.IllegalStateException: the test breaks this bar"))
        .hasSize(3);
  }

  /** Scans of slots of 2026-06-10, one after the other, each while those before it await their bars. */
  private List<ScanResult> awaiting(ScanCore core, String... slots) throws Exception {
    List<ScanResult> results = new ArrayList<>();
    AwaitedBars awaited = AwaitedBars.NONE;
    for (String slot : slots) {
      results.add(scan(core, slot, awaited));
      awaited = awaited.after(time(slot), results.getLast());
    }
    return results;
  }

  private ScanResult next(ScanCore core, ScanResult first, String slot) throws Exception {
    return scan(core, slot, AwaitedBars.NONE.after(SLOT, first));
  }

  private ScanResult scan(ScanCore core, String slot, AwaitedBars awaited) throws Exception {
    market.set(time(slot).plus(LAG));
    return core.scan(request(time(slot), Category.DAY_TRADING).awaiting(awaited));
  }

  private static Instant time(String slot) {
    return at("2026-06-10T" + slot + ":00");
  }

  /** What a day without faults gives at that slot of 2026-06-10. */
  private SymbolResult clean(Symbol symbol, String slot) {
    RecordedMarket other = new RecordedMarket(11, time(slot));
    CandleSeries all =
        other.series(
            symbol,
            Timeframe.FIVE_MINUTES,
            LocalDate.of(2026, 6, 8),
            LocalDate.of(2026, 6, 10),
            time(slot));
    return new BarEvaluation(other.due(), engine()).evaluate(Category.DAY_TRADING, all, time(slot));
  }

  @Test
  void aSymbolThatFailsLeavesTheOthersTheirResults() throws Exception {
    market.fail(INFY, new CandleFailure.Rejected("EC947", "unknown id"));
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertOnlyInfy(result, Outcome.FAILED, "unknown id");
  }

  @Test
  void aSymbolWithoutAnyCandleAlthoughThereAreSessionsHasFailed() throws Exception {
    market.fail(INFY, new CandleFailure.NoData("no candle where there are sessions"));
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertOnlyInfy(result, Outcome.FAILED, "no_data: no candle where there are sessions");
  }

  @Test
  void aSymbolWhoseCallsAreNotAnsweredInTimeHasTimedOut() throws Exception {
    market.fail(INFY, new CandleFailure.TimedOut("no answer within 8000 ms"));
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertOnlyInfy(result, Outcome.TIMED_OUT, "timed_out: no answer within 8000 ms");
  }

  @Test
  void aSymbolThatBreaksUnexpectedlyLeavesTheOthersTheirResults() throws Exception {
    market.breakDown(INFY);
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertOnlyInfy(result, Outcome.FAILED, "the test breaks INFY");
  }

  /** With categories of one symbol, which may be evaluated in parallel. */
  @Test
  void whatTheCalendarDoesNotKnowFailsNoSymbolAndEndsTheScan() {
    ScanCore core =
        coreOf(
            _ -> {
              throw new UnknownCalendarException("add year 2024");
            });

    assertThatThrownBy(() -> core.scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM)))
        .isInstanceOf(UnknownCalendarException.class)
        .hasMessage("add year 2024");
  }

  @Test
  void aSymbolThatHangsTimesOutAndLeavesTheOthersTheirResults() throws Exception {
    market.hang(INFY);
    ScanResult result = core(SHORT).scan(request(SLOT, Category.SHORT_TERM));
    assertThat(of(result, Category.SHORT_TERM, INFY).outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(of(result, Category.SHORT_TERM, INFY).detail()).contains("3000 ms");
    assertThat(of(result, Category.SHORT_TERM, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(of(result, Category.SHORT_TERM, SBIN).outcome()).isEqualTo(Outcome.EVALUATED);
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_DAY,      EVALUATED, TIMED_OUT",
    "ONE_HOUR,     EVALUATED, EVALUATED",
    "FIVE_MINUTES, TIMED_OUT, EVALUATED"
  })
  void oneTimeframeThatHangsFailsNothingButWhatItDecides(
      Timeframe hanging, Outcome dayTrading, Outcome shortTerm) throws Exception {
    // given
    ScanRequest both = request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM);
    ScanResult clean = core().scan(both);
    market.hang(INFY, hanging);

    // when
    ScanResult result = core(SHORT).scan(both);

    // then
    assertThat(of(result, Category.DAY_TRADING, INFY).outcome()).isEqualTo(dayTrading);
    assertThat(of(result, Category.SHORT_TERM, INFY).outcome()).isEqualTo(shortTerm);
    assertThat(result.symbols().stream().filter(each -> !each.outcome().error()))
        .isNotEmpty()
        .allMatch(clean.symbols()::contains);
  }

  private void assertOnlyInfy(ScanResult result, Outcome outcome, String detail) {
    for (Category category : List.of(Category.DAY_TRADING, Category.SHORT_TERM)) {
      assertThat(of(result, category, INFY).outcome()).isEqualTo(outcome);
      assertThat(of(result, category, INFY).detail()).contains(detail);
      assertThat(of(result, category, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
      assertThat(of(result, category, SBIN).outcome()).isEqualTo(Outcome.EVALUATED);
    }
  }

  @Test
  void aBarWithoutVolumeIsABar() throws Exception {
    market.change(TCS, Timeframe.FIVE_MINUTES, DUE_FIVE_MINUTES, RecordedMarketBars::withoutVolume);
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING));
    assertThat(of(result, Category.DAY_TRADING, TCS).outcome()).isEqualTo(Outcome.EVALUATED);
  }

  @Test
  void aShortHistoryThatNoFactExplainsGivesNoSignalAndSaysSo() throws Exception {
    market.list(TCS, LocalDate.of(2026, 4, 1));
    ScanResult result = core().scan(request(SLOT, Category.SHORT_TERM));
    SymbolResult few = of(result, Category.SHORT_TERM, TCS);
    assertThat(few.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(few.detail()).contains("bars are not there, 0 may be");
    assertThat(few.signals()).isEmpty();
  }

  @Test
  void everyCallIsCounted() throws Exception {
    ScanResult result = core().scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));
    assertThat(result.calls()).isEqualTo(market.requests().size());
    assertThat(result.costs().values().stream().mapToInt(ScanResult.Cost::calls).sum())
        .isEqualTo(result.calls());
    assertThat(result.costs().get(Category.DAY_TRADING).lookups().lookups()).isEqualTo(6);
    assertThat(result.costs().get(Category.SHORT_TERM).lookups().lookups()).isEqualTo(3);
  }

  @Test
  void theCallsOfASymbolThatHangsOrBreaksAreCounted() throws Exception {
    // given
    market.hang(INFY);
    market.breakDown(SBIN);

    // when
    ScanResult result = core(SHORT).scan(request(SLOT, Category.DAY_TRADING, Category.SHORT_TERM));

    // then
    assertThat(of(result, Category.DAY_TRADING, INFY).outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(of(result, Category.DAY_TRADING, SBIN).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.calls()).isEqualTo(market.requests().size());
    assertThat(result.costs().values().stream().mapToInt(ScanResult.Cost::calls).sum())
        .isEqualTo(result.calls());
  }

  @Test
  void anInterruptedScanGivesNothing() {
    market.hang(TCS);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> core().scan(request(SLOT, Category.DAY_TRADING)))
        .isInstanceOf(InterruptedException.class);
  }

  /** The main property: a core that scans a whole session finds what an evaluation of each bar by itself finds. */
  @Test
  void throughAWholeSessionEverySlotGivesWhatAFreshEvaluationGives() throws Exception {
    ScanCore core = core();
    List<Signal> signals = new ArrayList<>();
    Category[] intraday = {Category.DAY_TRADING, Category.SHORT_SELLING};
    for (Instant slot = at("2026-06-10T09:15:00");
        !slot.isAfter(at("2026-06-10T15:30:00"));
        slot = slot.plus(Duration.ofMinutes(5))) {
      market.set(slot.plus(LAG));
      signals.addAll(assertFresh(core, request(slot, intraday)));
    }
    for (String slot :
        List.of("2026-06-10T16:00:00", "2026-06-11T10:00:00", "2026-06-11T16:00:00")) {
      market.set(at(slot).plus(LAG));
      signals.addAll(assertFresh(core, request(at(slot), Category.values())));
    }
    assertThat(signals).hasSizeGreaterThan(10);
  }

  private List<Signal> assertFresh(ScanCore core, ScanRequest request) throws Exception {
    BarEvaluation fresh = new BarEvaluation(market.due(), engine());
    List<Signal> signals = new ArrayList<>();
    for (SymbolResult result : core.scan(request).symbols()) {
      CandleSeries all =
          market.series(
              result.symbol(),
              result.category().signalTimeframe(),
              MarketTime.date(fresh.windowStart(result.category(), request.slot())),
              MarketTime.date(request.slot()),
              market.now());
      assertThat(result).isEqualTo(fresh.evaluate(result.category(), all, request.slot()));
      signals.addAll(result.signals());
    }
    return signals;
  }

  /** Changes of a bar. */
  private static final class RecordedMarketBars {
    static Candle withoutVolume(Candle bar) {
      return new Candle(bar.time(), bar.open(), bar.high(), bar.low(), bar.close(), 0);
    }
  }
}
