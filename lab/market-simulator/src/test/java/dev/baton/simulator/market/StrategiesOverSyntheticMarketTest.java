package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.simulator.settings.Setup;
import dev.baton.simulator.settings.SimulatorConfig;
import dev.baton.slot.Timetable;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The market of the default settings, five sessions long. */
class StrategiesOverSyntheticMarketTest {

  private final Setup setup =
      Setup.of(
          new SmallRyeConfigBuilder()
              .withMapping(SimulatorConfig.class)
              .withSources(new PropertiesConfigSource(Map.of("simulator.days", "5"), "test", 100))
              .build()
              .getConfigMapping(SimulatorConfig.class));
  private final Map<Symbol, MarketData.Candles> candles = new HashMap<>();
  private final DueBars dueBars = new DueBars(setup.calendar());
  private final SignalEngine engine = new ColumnarEngine();

  @Test
  void everyStrategyOfEveryCategoryFiresWithinFiveSessions() {
    // given
    assertThat(setup.sessions())
        .extracting(s -> s.date().toString())
        .containsExactly("2026-07-15", "2026-07-16", "2026-07-17", "2026-07-20", "2026-07-21");

    // when
    Map<Category, Set<Strategy>> fired = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      Set<Strategy> strategies = EnumSet.noneOf(Strategy.class);
      for (Instant bar : dueBars(category)) {
        for (Symbol symbol : CategoryDefaults.universe(category)) {
          engine
              .evaluate(window(category, symbol, bar), category.strategies(), category.sides())
              .stream()
              .map(StrategySignal::strategy)
              .forEach(strategies::add);
        }
      }
      fired.put(category, strategies);
    }

    // then
    for (Category category : Category.values()) {
      assertThat(fired.get(category)).as(category.label()).isEqualTo(category.strategies());
    }
  }

  /** The bars that both generations evaluate in the slots of these sessions. */
  private Set<Instant> dueBars(Category category) {
    Timetable timetable = Timetable.defaults(setup::calendar);
    return setup.sessions().stream()
        .flatMap(
            session ->
                timetable.due(Generation.LEGACY, category, session.date()).complete().stream())
        .map(slot -> dueBars.newestDue(category.signalTimeframe(), slot))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private CandleSeries window(Category category, Symbol symbol, Instant bar) {
    MarketData.Candles all = candles.computeIfAbsent(symbol, setup.market()::candles);
    CandleSeries series = category.signalTimeframe().intraday() ? all.fiveMinutes() : all.days();
    return series.between(dueBars.windowStart(category.window(), bar), bar);
  }
}
