package dev.baton.legacy.scan;

import static dev.baton.market.CandleRequest.Priority.LIVE;
import static dev.baton.market.CandleRequest.Priority.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.CategorySettings;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSource;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.MarketClock;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.TimeLimited;
import dev.baton.scan.behaviour.RecordedMarket;
import dev.baton.scan.behaviour.ScanCoreBehaviour;
import dev.baton.strategy.SignalEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SequentialScanTest extends ScanCoreBehaviour {

  @Override
  protected SignalEngine engine() {
    return new Ta4jEngine();
  }

  @Override
  protected ScanCore core(
      RecordedMarket market,
      BarEvaluation evaluation,
      MissingBarRule retries,
      Duration symbolTimeout) {
    return core(market, market, evaluation, retries, symbolTimeout);
  }

  private static ScanCore core(
      CandleSource source,
      MarketClock clock,
      BarEvaluation evaluation,
      MissingBarRule retries,
      Duration symbolTimeout) {
    return new SequentialScan(
        source,
        evaluation,
        clock,
        each(
            category ->
                new CategorySettings(category, CategoryDefaults.universe(category), symbolTimeout)),
        retries);
  }

  private static <T> Map<Category, T> each(Function<Category, T> value) {
    return Arrays.stream(Category.values()).collect(Collectors.toMap(Function.identity(), value));
  }

  @Test
  void everyRunFetchesThreeTimeframesOfEverySymbol() throws Exception {
    // given
    Instant slot = at("2026-06-10T11:00:00");
    ScanRequest request =
        new ScanRequest(
            slot, Map.of(Category.DAY_TRADING, List.of(Symbol.of("TCS"), Symbol.of("INFY"))));
    ScanCore core =
        core(
            market,
            new BarEvaluation(market.due(), engine()),
            MissingBarRule.DEFAULT,
            Duration.ofSeconds(5));

    // when
    ScanResult first = core.scan(request);
    ScanResult second = core.scan(request);

    // then
    for (ScanResult result : List.of(first, second)) {
      assertThat(result.calls()).isEqualTo(6);
      assertThat(result.costs().get(Category.DAY_TRADING).lookups().hits()).isZero();
    }
    assertThat(market.requests().subList(0, 6))
        .extracting(each -> each.symbol() + " " + each.timeframe().label() + " " + each.from())
        .containsExactly(
            "TCS 5m 2026-06-05",
            "TCS 1D 2026-02-10",
            "TCS 1H 2026-05-11",
            "INFY 5m 2026-06-05",
            "INFY 1D 2026-02-10",
            "INFY 1H 2026-05-11");
    assertThat(market.requests(Symbol.of("TCS"), Timeframe.FIVE_MINUTES)).hasSize(2);
  }

  @Test
  void theSameSymbolIsFetchedWithThePriorityOfEachCategory() throws Exception {
    ScanRequest both =
        new ScanRequest(
            at("2026-06-10T11:00:00"),
            Map.of(
                Category.DAY_TRADING, List.of(Symbol.of("TCS")),
                Category.SHORT_TERM, List.of(Symbol.of("TCS"))),
            TimeLimited.UNLIMITED,
            false,
            (category, _, _) -> category == Category.SHORT_TERM ? Mode.LIVE : Mode.SHADOW);
    within(market, TimeLimited.UNLIMITED).scan(both);
    assertThat(market.requests())
        .extracting(CandleRequest::priority)
        .containsExactly(SHADOW, SHADOW, SHADOW, LIVE, LIVE, LIVE);
  }

  @Test
  void aSymbolThatHangsLeavesTheNextItsShareOfTheJobsTime() throws Exception {
    market.hang(Symbol.of("TCS"));
    ScanResult result =
        core(
                market,
                market,
                new BarEvaluation(market.due(), engine()),
                MissingBarRule.DEFAULT,
                Duration.ofSeconds(60))
            .scan(
                new ScanRequest(
                    at("2026-06-10T11:00:00"),
                    Map.of(Category.SHORT_TERM, List.of(Symbol.of("TCS"), Symbol.of("INFY"))),
                    Duration.ofSeconds(2)));
    assertThat(result.symbols())
        .extracting(SymbolResult::outcome)
        .containsExactly(SymbolResult.Outcome.TIMED_OUT, SymbolResult.Outcome.EVALUATED);
    assertThat(result.symbols().getFirst().detail()).startsWith("no result within ");
  }

  @Test
  void withoutALimitEverythingRunsInTheCallingThread() throws Exception {
    // given
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CandleSource source =
        request -> {
          threads.add(Thread.currentThread());
          return market.fetch(request);
        };
    Map<Category, List<Symbol>> symbols =
        Map.of(Category.DAY_TRADING, List.of(Symbol.of("TCS"), Symbol.of("INFY")));
    Instant slot = at("2026-06-10T11:00:00");

    // when
    ScanResult result = within(source, TimeLimited.UNLIMITED).scan(new ScanRequest(slot, symbols));

    // then
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(result.symbols())
        .isEqualTo(
            within(source, Duration.ofSeconds(5))
                .scan(new ScanRequest(slot, symbols, Duration.ofMinutes(1)))
                .symbols());
    assertThat(threads).hasSize(3);
  }

  private ScanCore within(CandleSource source, Duration symbolTimeout) {
    return core(
        source,
        market,
        new BarEvaluation(market.due(), engine()),
        MissingBarRule.DEFAULT,
        symbolTimeout);
  }
}
