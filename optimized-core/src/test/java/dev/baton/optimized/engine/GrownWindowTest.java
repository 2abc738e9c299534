package dev.baton.optimized.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.SignalEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrownWindowTest {

  private static final Instant FIRST = Instant.parse("2026-06-08T03:45:00Z");
  private static final int BARS = 260;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aWindowGrownInStepsShowsTheSameBitsAsAFreshOne(long seed) {
    Random random = new Random(seed);
    CandleSeries whole = walk(random);
    GrownWindow grown = new GrownWindow(whole.slice(0, 1));
    int bars = 1;
    while (bars < BARS) {
      bars = Math.min(BARS, bars + 1 + random.nextInt(7));
      CandleSeries window = whole.slice(0, bars);
      assertThat(grown.growsInto(window)).isTrue();
      grown.growTo(window);
      if (bars >= SignalEngine.MINIMUM_BARS) {
        GrownWindow fresh = new GrownWindow(window);
        assertThat(grown.indicators()).isEqualTo(fresh.indicators());
        assertThat(grown.before()).isEqualTo(fresh.before());
      }
      if (bars > SignalEngine.MINIMUM_BARS) {
        assertThat(grown.shortInputs()).isEqualTo(new GrownWindow(window).shortInputs());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void itsLoopGivesTheVeryBitsOfTheFormulasWrittenDownOneByOne(long seed) {
    CandleSeries whole = walk(new Random(seed));
    for (int bars = SignalEngine.MINIMUM_BARS; bars <= BARS; bars++) {
      CandleSeries window = whole.slice(0, bars);
      GrownWindow grown = new GrownWindow(window);

      assertThat(grown.indicators()).isEqualTo(WrittenDown.indicators(window));
      assertThat(grown.before()).isEqualTo(WrittenDown.before(window));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void aChangedBarAnywhereIsNoGrowth(long seed) {
    Random random = new Random(seed);
    CandleSeries whole = walk(random);
    GrownWindow window = new GrownWindow(whole.slice(0, 120));
    int changed = random.nextInt(120);
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      Candle candle = whole.get(i);
      candles.add(
          i == changed
              ? new Candle(
                  candle.time(),
                  candle.open(),
                  candle.high(),
                  candle.low(),
                  candle.close(),
                  candle.volume() + 1)
              : candle);
    }
    CandleSeries other = CandleSeries.of(whole.symbol(), whole.timeframe(), candles);
    assertThat(window.growsInto(other)).isFalse();
    assertThat(window.growsInto(whole)).isTrue();
    assertThat(window.growsInto(whole.slice(0, 119))).isFalse();
    assertThat(window.growsInto(whole.slice(1, 121))).isFalse();
  }

  private static CandleSeries walk(Random random) {
    List<Candle> candles = new ArrayList<>();
    double close = 100 + random.nextInt(3000);
    for (int i = 0; i < BARS; i++) {
      double open = close;
      // some prices that do not move at all
      close = random.nextInt(10) == 0 ? open : open * (1 + random.nextGaussian() * 0.004);
      candles.add(
          new Candle(
              FIRST.plusSeconds(300L * i),
              open,
              Math.max(open, close) * (1 + random.nextDouble() * 0.001),
              Math.min(open, close) * (1 - random.nextDouble() * 0.001),
              close,
              random.nextInt(100_000)));
    }
    return CandleSeries.of(Symbol.of("TCS"), Timeframe.FIVE_MINUTES, candles);
  }
}
