package dev.baton.optimized.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleSeries;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnarEngineTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Set<Strategy> STRATEGIES = EnumSet.allOf(Strategy.class);
  private static final Set<Side> SIDES = EnumSet.allOf(Side.class);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatItRemembersDecidesNothing(long seed) {
    Random random = new Random(seed);
    SignalEngine engine = new ColumnarEngine();
    List<CandleSeries> series = List.of(walk(seed, TCS), walk(seed, Symbol.of("INFY")));
    int found = 0;
    for (int i = 0; i < 6000; i++) {
      // given: windows that grow, shrink, move and come back, for different strategies and sides
      CandleSeries whole = series.get(random.nextInt(2));
      int from = random.nextInt(4);
      CandleSeries window = whole.slice(from, 45 + random.nextInt(whole.size() - 45));
      Set<Strategy> strategies = some(random, STRATEGIES, Strategy.class);
      Set<Side> sides = some(random, SIDES, Side.class);

      // when
      List<StrategySignal> signals = engine.evaluate(window, strategies, sides);

      // then
      assertThat(signals).isEqualTo(new ColumnarEngine().evaluate(window, strategies, sides));
      found += signals.size();
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void aWindowThatDidNotChangeIsNotEvaluatedAgain() {
    // given
    SignalEngine engine = new ColumnarEngine();
    CandleSeries window = withSignal(walk(1, TCS));
    List<StrategySignal> signals = engine.evaluate(window, STRATEGIES, SIDES);

    // then: the same instance, also for another slice of the same bars
    assertThat(engine.evaluate(window.slice(0, window.size()), STRATEGIES, SIDES))
        .isSameAs(signals);
    assertThat(engine.evaluate(window, STRATEGIES, EnumSet.noneOf(Side.class))).isEmpty();
    assertThat(engine.evaluate(window, STRATEGIES, SIDES)).isSameAs(signals);
  }

  @Test
  void aSetThatItsCallerChangesGetsAnAnswerOfItsOwn() {
    // given
    SignalEngine engine = new ColumnarEngine();
    CandleSeries window = withSignal(walk(2, TCS));
    Set<Side> sides = EnumSet.allOf(Side.class);
    assertThat(engine.evaluate(window, STRATEGIES, sides)).isNotEmpty();

    // when
    sides.clear();

    // then
    assertThat(engine.evaluate(window, STRATEGIES, sides)).isEmpty();
  }

  private static CandleSeries withSignal(CandleSeries whole) {
    for (int bars = SignalEngine.MINIMUM_BARS; bars <= whole.size(); bars++) {
      CandleSeries window = whole.slice(0, bars);
      if (!new ColumnarEngine().evaluate(window, STRATEGIES, SIDES).isEmpty()) {
        return window;
      }
    }
    throw new AssertionError("no signal in " + whole);
  }

  private static <E extends Enum<E>> Set<E> some(Random random, Set<E> all, Class<E> type) {
    Set<E> some = EnumSet.noneOf(type);
    all.stream().filter(_ -> random.nextInt(3) > 0).forEach(some::add);
    return some;
  }

  private static CandleSeries walk(long seed, Symbol symbol) {
    return RandomWalk.window(seed, symbol, Timeframe.FIVE_MINUTES, 300);
  }
}
