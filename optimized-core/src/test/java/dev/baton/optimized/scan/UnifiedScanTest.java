package dev.baton.optimized.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.cache.SeriesStore;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.ownership.Mode;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.Lookups;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.TimeLimited;
import dev.baton.scan.behaviour.RecordedMarket;
import dev.baton.scan.behaviour.ScanCoreBehaviour;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class UnifiedScanTest extends ScanCoreBehaviour {

  private static final Duration THIRTY_MINUTES = Duration.ofMinutes(30);
  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");

  @Override
  protected SignalEngine engine() {
    return new ColumnarEngine();
  }

  @Override
  protected ScanCore core(
      RecordedMarket market,
      BarEvaluation evaluation,
      MissingBarRule retries,
      Duration symbolTimeout) {
    return core(market, evaluation, retries, symbolTimeout, true);
  }

  private static ScanCore core(
      RecordedMarket market,
      BarEvaluation evaluation,
      MissingBarRule retries,
      Duration symbolTimeout,
      boolean parallelAnalysis) {
    CandleCache cache =
        new CandleCache(
            market, market.due(), market::calendar, market, SeriesStore.inMemory(), THIRTY_MINUTES);
    return new UnifiedScan(
        cache,
        evaluation,
        market,
        new UnifiedScan.Settings(5, parallelAnalysis, symbolTimeout),
        retries);
  }

  private ScanCore core(boolean parallelAnalysis) {
    return core(
        market,
        new BarEvaluation(market.due(), engine()),
        MissingBarRule.DEFAULT,
        Duration.ofSeconds(30),
        parallelAnalysis);
  }

  @Test
  void aSeriesThatSeveralCategoriesNeedIsFetchedOnce() throws Exception {
    ScanResult result =
        core(true)
            .scan(
                new ScanRequest(
                    at("2026-06-10T10:00:00"),
                    Map.of(
                        Category.DAY_TRADING, List.of(TCS, INFY),
                        Category.SHORT_SELLING, List.of(TCS),
                        Category.SHORT_TERM, List.of(TCS, INFY),
                        Category.LONG_TERM, List.of(TCS, INFY))));
    assertThat(market.requests(TCS, Timeframe.ONE_DAY)).hasSize(1);
    assertThat(market.requests(TCS, Timeframe.FIVE_MINUTES)).hasSize(1);
    assertThat(market.requests(TCS, Timeframe.ONE_HOUR)).isEmpty();
    assertThat(result.calls()).isEqualTo(4);
    Lookups lookups =
        result.costs().values().stream()
            .map(ScanResult.Cost::lookups)
            .reduce(Lookups.NONE, Lookups::plus);
    assertThat(lookups.lookups()).isEqualTo(4 + 1 + 2 + 2);
    assertThat(lookups.misses()).isEqualTo(4);
  }

  @Test
  void aSharedFetchHasTheHighestPriorityOfTheCategoriesThatNeedIt() throws Exception {
    core(true)
        .scan(
            new ScanRequest(
                at("2026-06-10T10:00:00"),
                Map.of(
                    Category.DAY_TRADING, List.of(TCS, INFY),
                    Category.SHORT_TERM, List.of(TCS),
                    Category.LONG_TERM, List.of(TCS, INFY)),
                TimeLimited.UNLIMITED,
                false,
                (category, _, _) -> category == Category.SHORT_TERM ? Mode.LIVE : Mode.SHADOW));
    assertThat(market.requests())
        .extracting(each -> each.symbol() + " " + each.timeframe().label() + " " + each.priority())
        .containsExactlyInAnyOrder(
            "TCS 5m SHADOW", "TCS 1D LIVE", "INFY 5m SHADOW", "INFY 1D SHADOW");
  }

  @Test
  void theNextSlotFetchesOnlyTheNewFiveMinuteBar() throws Exception {
    // given
    ScanCore core = core(true);
    core.scan(dayTrading("2026-06-10T10:00:00"));
    market.forgetRequests();

    // when
    Instant next = at("2026-06-10T10:05:00");
    market.set(next.plusSeconds(2));
    ScanResult result = core.scan(dayTrading("2026-06-10T10:05:00"));

    // then
    assertThat(market.requests())
        .extracting(
            each ->
                each.symbol()
                    + " "
                    + each.timeframe().label()
                    + " "
                    + each.from()
                    + " "
                    + each.reason().label())
        .containsExactlyInAnyOrder("TCS 5m 2026-06-10 delta", "INFY 5m 2026-06-10 delta");
    assertThat(result.costs().get(Category.DAY_TRADING).lookups().hits()).isEqualTo(2);
  }

  @Test
  void whetherTheCategoriesAreAnalysedInParallelChangesNothing() throws Exception {
    ScanRequest all =
        new ScanRequest(
            at("2026-06-10T10:00:00"),
            Map.of(
                Category.DAY_TRADING, List.of(TCS, INFY),
                Category.SHORT_SELLING, List.of(TCS, INFY),
                Category.SHORT_TERM, List.of(TCS, INFY),
                Category.LONG_TERM, List.of(TCS, INFY)));
    assertThat(core(true).scan(all).symbols()).isEqualTo(core(false).scan(all).symbols());
  }

  @Test
  void withoutALimitAndOneSymbolAtATimeEverythingRunsInTheCallingThread() throws Exception {
    // given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ScanRequest all =
        new ScanRequest(
            at("2026-06-10T10:00:00"),
            Map.of(
                Category.DAY_TRADING, List.of(TCS, INFY),
                Category.SHORT_TERM, List.of(TCS, INFY)));
    UnifiedScan.Settings inTurn = new UnifiedScan.Settings(1, false, TimeLimited.UNLIMITED);

    // when
    ScanResult result = observed(threads, inTurn).scan(all);

    // then
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(result.symbols()).isEqualTo(core(true).scan(all).symbols());
  }

  @Test
  void anInterruptedScanInTheCallingThreadHasNoResult() {
    // given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ScanCore core = observed(threads, new UnifiedScan.Settings(1, false, TimeLimited.UNLIMITED));

    // when
    Thread.currentThread().interrupt();

    // then
    assertThatThrownBy(() -> core.scan(dayTrading("2026-06-10T10:00:00")))
        .isInstanceOf(InterruptedException.class);
    assertThat(threads).isEmpty();
  }

  @Test
  void unlimitedTimesDoNotOverflowWhenSymbolsAreScannedAtOnce() throws Exception {
    // given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    UnifiedScan.Settings atOnce = new UnifiedScan.Settings(2, true, TimeLimited.UNLIMITED);

    // when
    ScanResult result = observed(threads, atOnce).scan(dayTrading("2026-06-10T10:00:00"));

    // then
    assertThat(result.symbols())
        .extracting(SymbolResult::outcome)
        .containsOnly(SymbolResult.Outcome.EVALUATED);
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void theCallsOfASymbolWhoseScanTimesOutAreCounted() throws Exception {
    // given
    market.hang(INFY);
    ScanRequest brief =
        new ScanRequest(
            at("2026-06-10T10:00:00"),
            Map.of(Category.DAY_TRADING, List.of(TCS, INFY)),
            Duration.ofSeconds(2));

    // when
    ScanResult result =
        observed(
                ConcurrentHashMap.newKeySet(),
                new UnifiedScan.Settings(2, true, TimeLimited.UNLIMITED))
            .scan(brief);

    // then
    assertThat(result.symbols().getLast().outcome()).isEqualTo(SymbolResult.Outcome.TIMED_OUT);
    // The scan's time and the symbol's, which is all of it, end at once.
    assertThat(result.symbols().getLast().detail())
        .matches("the scan's time ran out|no result within \\d+ ms");
    assertThat(market.requests(INFY, Timeframe.FIVE_MINUTES)).hasSize(1);
    assertThat(result.calls()).isEqualTo(market.requests().size());
  }

  @Test
  void aRepeatedLookupOfASymbolThatFailedCountsOnce() throws Exception {
    // given
    CandleCache cache =
        new CandleCache(
            market, market.due(), market::calendar, market, SeriesStore.inMemory(), THIRTY_MINUTES);
    ScanCore core =
        new UnifiedScan(
            cache,
            new BarEvaluation(market.due(), engine()),
            market,
            new UnifiedScan.Settings(5, true, Duration.ofMinutes(2)),
            MissingBarRule.DEFAULT);
    ScanRequest first = dayTrading("2026-06-10T10:00:00");
    market.fail(INFY, new CandleFailure.Unavailable("the broker is away"));
    core.scan(first);

    // when
    ScanRequest failed =
        new ScanRequest(
            first.slot(),
            Map.of(Category.DAY_TRADING, List.of(INFY)),
            TimeLimited.UNLIMITED,
            true,
            first.ownership());
    core.scan(failed);
    market.mend();
    ScanResult mended = core.scan(failed);

    // then
    assertThat(mended.calls()).isEqualTo(2);
    assertThat(cache.figures().snapshot().lookups()).isEqualTo(new Lookups(4, 0));
  }

  /** A core whose fetches and evaluations record their threads. */
  private ScanCore observed(Set<Thread> threads, UnifiedScan.Settings settings) {
    CandleSource source =
        request -> {
          threads.add(Thread.currentThread());
          return market.fetch(request);
        };
    SignalEngine engine =
        new SignalEngine() {
          private final SignalEngine columnar = engine();

          @Override
          public String name() {
            return columnar.name();
          }

          @Override
          public List<StrategySignal> evaluate(
              CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
            threads.add(Thread.currentThread());
            return columnar.evaluate(window, strategies, sides);
          }
        };
    return new UnifiedScan(
        new CandleCache(
            source, market.due(), market::calendar, market, SeriesStore.inMemory(), THIRTY_MINUTES),
        new BarEvaluation(market.due(), engine),
        market,
        settings,
        MissingBarRule.DEFAULT);
  }

  private static ScanRequest dayTrading(String slot) {
    return new ScanRequest(at(slot), Map.of(Category.DAY_TRADING, List.of(TCS, INFY)));
  }
}
