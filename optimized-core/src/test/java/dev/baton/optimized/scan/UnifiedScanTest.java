package dev.baton.optimized.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.cache.SeriesStore;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SlotRetries;
import dev.baton.scan.behaviour.RecordedMarket;
import dev.baton.scan.behaviour.ScanCoreBehaviour;
import dev.baton.strategy.SignalEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
      RecordedMarket market, BarEvaluation evaluation, SlotRetries retries, Duration symbolTimeout) {
    return core(market, evaluation, retries, symbolTimeout, true);
  }

  private static ScanCore core(
      RecordedMarket market,
      BarEvaluation evaluation,
      SlotRetries retries,
      Duration symbolTimeout,
      boolean parallelAnalysis) {
    CandleCache cache =
        new CandleCache(market, market.due(), market, SeriesStore.inMemory(), THIRTY_MINUTES);
    return new UnifiedScan(
        cache,
        evaluation,
        market,
        new UnifiedScan.Settings(5, parallelAnalysis, symbolTimeout, Duration.ofMinutes(10)),
        retries);
  }

  private ScanCore core(boolean parallelAnalysis) {
    return core(
        market,
        new BarEvaluation(market.due(), engine()),
        SlotRetries.DEFAULT,
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
    int lookups = result.costs().values().stream().mapToInt(ScanResult.Cost::lookups).sum();
    int hits = result.costs().values().stream().mapToInt(ScanResult.Cost::hits).sum();
    assertThat(lookups).isEqualTo(4 + 1 + 2 + 2);
    assertThat(hits).isEqualTo(lookups - 4);
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
        .extracting(each -> each.symbol() + " " + each.timeframe().label() + " " + each.from() + " " + each.reason().label())
        .containsExactlyInAnyOrder("TCS 5m 2026-06-10 delta", "INFY 5m 2026-06-10 delta");
    assertThat(result.costs().get(Category.DAY_TRADING).hits()).isEqualTo(2);
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

  private static ScanRequest dayTrading(String slot) {
    return new ScanRequest(at(slot), Map.of(Category.DAY_TRADING, List.of(TCS, INFY)));
  }
}
