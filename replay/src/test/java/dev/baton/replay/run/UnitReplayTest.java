package dev.baton.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.scan.UnifiedScan;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.scan.RulesInForce;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnitReplayTest {

  private static final String[] SYMBOLS = {"RELIANCE", "TCS", "HDFCBANK", "ADANIENT", "NTPC"};

  /** A bar in the middle, the newest bar of a session, a whole session of a symbol and a daily bar are not there. */
  private final RecordedCandles candles =
      SyntheticCandles.without(
          bar ->
              switch (MarketTime.local(bar.time()).toString()) {
                case "2026-06-04T11:00", "2026-06-04T15:25" -> bar.symbol().value().equals("TCS");
                case "2026-06-04T00:00" -> bar.symbol().value().equals("RELIANCE");
                default ->
                    bar.timeframe() == Timeframe.FIVE_MINUTES
                        && bar.symbol().value().equals("HDFCBANK")
                        && MarketTime.date(bar.time()).equals(LocalDate.of(2026, 6, 5));
              },
          SYMBOLS);

  private final Replay replay =
      new Replay(
          candles,
          Replay.calendar(candles),
          new ReplayRange(
              LocalDate.of(2026, 6, 4), LocalDate.of(2026, 6, 8), EnumSet.allOf(Category.class)),
          1);

  @ParameterizedTest
  @EnumSource(Generation.class)
  void findsAndCostsSymbolBySymbolWhatScansOfTheWholeUniverseWithTheServicesSettingsDo(
      Generation generation) throws InterruptedException {
    // given
    UnifiedScan.Settings services = new UnifiedScan.Settings(5, true, Duration.ofDays(1));

    // when
    UnitRecord whole =
        new UnitReplay(
                new Cores(
                    candles,
                    replay.calendar(),
                    replay.range().universe(),
                    ReplaySettings.DEFAULT,
                    services),
                replay.plan(generation),
                replay.range(),
                replay.sessions().size(),
                replay.range().symbols(),
                Injection.NONE,
                Progress.NONE)
            .run();
    GenerationRecord bySymbol = replay.run(Progress.NONE).of(generation);

    // then
    assertThat(bySymbol.signals()).hasSizeGreaterThan(20);
    assertThat(signals(bySymbol.signals())).isEqualTo(signals(whole.signals()));
    assertThat(bySymbol.evaluations()).containsExactlyInAnyOrderElementsOf(whole.evaluations());
    for (int session = 0; session < replay.sessions().size(); session++) {
      for (Category category : Category.values()) {
        for (Tally.Count count : Tally.Count.values()) {
          assertThat(bySymbol.tally().of(session, category, count))
              .as("%s of %s in session %d", count, category, session)
              .isEqualTo(whole.tally().of(session, category, count));
        }
      }
    }
  }

  /** The broker shows a bar of RELIANCE two minutes late. */
  @ParameterizedTest
  @EnumSource(Generation.class)
  void evaluatesABarThatComesTwoMinutesLateInTheNextSlotAsWithoutTheDelay(Generation generation)
      throws InterruptedException {
    // given
    Symbol reliance = Symbol.of("RELIANCE");
    PublishedSignal signal =
        replay.run(Progress.NONE).of(generation).signals().stream()
            .filter(of -> of.key().symbol().equals(reliance))
            .filter(of -> of.key().category() == Category.DAY_TRADING)
            .findFirst()
            .orElseThrow();
    Instant bar = signal.key().barTime();

    // when
    UnitRecord clean = oneSymbol(generation, reliance, Instant.MAX);
    UnitRecord late = oneSymbol(generation, reliance, bar);

    // then
    assertThat(late.signals())
        .extracting(PublishedSignal::signal)
        .containsExactlyInAnyOrderElementsOf(
            clean.signals().stream().map(PublishedSignal::signal).toList());
    assertThat(late.signals())
        .filteredOn(of -> of.key().barTime().equals(bar))
        .isNotEmpty()
        .allMatch(PublishedSignal::late)
        .allMatch(of -> of.slot().equals(signal.slot().plus(Duration.ofMinutes(5))));
    assertThat(late.signals())
        .filteredOn(of -> of.key().category() == Category.DAY_TRADING)
        .filteredOn(of -> !of.key().barTime().equals(bar))
        .noneMatch(PublishedSignal::late);
  }

  private UnitRecord oneSymbol(Generation generation, Symbol symbol, Instant late)
      throws InterruptedException {
    return new UnitReplay(
            CategoryDefaults.FETCH_LAG,
            RulesInForce.DEFAULT,
            replay.plan(generation),
            replay.range(),
            replay.sessions().size(),
            new TreeSet<>(Set.of(symbol)),
            clock ->
                new Cores(
                        candles,
                        replay.calendar(),
                        replay.range().universe(),
                        ReplaySettings.DEFAULT,
                        Cores.ONE_BY_ONE)
                    .core(
                        generation,
                        clock,
                        Injection.NONE,
                        source -> request -> without(source.fetch(request), late, clock.now())),
            Progress.NONE)
        .run();
  }

  private static CandleSeries without(CandleSeries series, Instant late, Instant now) {
    int at = series.timeframe() == Timeframe.FIVE_MINUTES ? series.indexOf(late) : -1;
    if (at < 0 || !now.isBefore(late.plus(Duration.ofMinutes(7)))) {
      return series;
    }
    List<Candle> candles = new ArrayList<>(series.toList());
    candles.remove(at);
    return CandleSeries.of(series.symbol(), series.timeframe(), candles);
  }

  @Test
  void keepsTheBarsBehindEveryEvaluationThatHadAny() throws InterruptedException {
    GenerationRecord record = replay.run(Progress.NONE).optimized();

    for (Evaluation evaluation : record.evaluations()) {
      assertThat(record.recorded().windows().of(evaluation).map(Fingerprint::of))
          .isEqualTo(evaluation.input());
    }
    assertThat(record.evaluations()).anyMatch(evaluation -> evaluation.input().isPresent());
  }

  @Test
  void doesNotAskAnEngineTwiceAboutTheSameColumns() {
    // given
    CandleSeries days = candles.series(Symbol.of("TCS"), Timeframe.ONE_DAY);
    List<CandleSeries> asked = new ArrayList<>();
    RememberingEngine engine =
        new RememberingEngine(
            new SignalEngine() {
              @Override
              public String name() {
                return "counting";
              }

              @Override
              public List<StrategySignal> evaluate(
                  CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
                asked.add(window);
                return List.of();
              }
            });
    Category category = Category.SHORT_TERM;

    // when
    engine.evaluate(days.slice(0, 60), category.strategies(), category.sides());
    engine.evaluate(days.slice(0, 60), category.strategies(), category.sides());
    engine.evaluate(
        days.slice(0, 60), Category.SHORT_SELLING.strategies(), Category.SHORT_SELLING.sides());
    engine.evaluate(days.slice(0, 61), category.strategies(), category.sides());
    engine.evaluate(days.slice(1, 61), category.strategies(), category.sides());
    engine.evaluate(
        CandleSeries.of(days.symbol(), days.timeframe(), days.slice(1, 61).toList()),
        category.strategies(),
        category.sides());

    // then
    assertThat(asked).hasSize(5);
  }

  private static Map<SignalKey, PublishedSignal> signals(List<PublishedSignal> signals) {
    Map<SignalKey, PublishedSignal> byKey = new TreeMap<>();
    signals.forEach(signal -> byKey.put(signal.key(), signal));
    assertThat(byKey).hasSameSizeAs(signals);
    return byKey;
  }
}
