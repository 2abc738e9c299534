package dev.baton.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule at its thresholds: on the threshold and one bit beside it. */
class StrategyRulesTest {

  private static final CrossingState BELOW = new CrossingState(99, 100, -1, 0);
  private static final CrossingState ABOVE = new CrossingState(101, 100, 1, 0);

  /** A bar whose every indicator can be set; as it is, no rule gives a signal. */
  private record At(
      double close,
      double ema9,
      double ema21,
      double ema50,
      double bbUpper,
      double bbLower,
      double rsi,
      double macd,
      double volumeRatio,
      double support,
      double resistance,
      double momentum) {

    static At quiet() {
      return new At(100, 100, 100, 100, 110, 90, 50, 0, 1, 80, 120, 0);
    }

    At close(double v) {
      return new At(
          v,
          ema9,
          ema21,
          ema50,
          bbUpper,
          bbLower,
          rsi,
          macd,
          volumeRatio,
          support,
          resistance,
          momentum);
    }

    At emas(double nine, double twentyOne, double fifty) {
      return new At(
          close,
          nine,
          twentyOne,
          fifty,
          bbUpper,
          bbLower,
          rsi,
          macd,
          volumeRatio,
          support,
          resistance,
          momentum);
    }

    At rsi(double v) {
      return new At(
          close,
          ema9,
          ema21,
          ema50,
          bbUpper,
          bbLower,
          v,
          macd,
          volumeRatio,
          support,
          resistance,
          momentum);
    }

    At macd(double v) {
      return new At(
          close,
          ema9,
          ema21,
          ema50,
          bbUpper,
          bbLower,
          rsi,
          v,
          volumeRatio,
          support,
          resistance,
          momentum);
    }

    At volume(double v) {
      return new At(
          close, ema9, ema21, ema50, bbUpper, bbLower, rsi, macd, v, support, resistance, momentum);
    }

    At resistance(double v) {
      return new At(
          close,
          ema9,
          ema21,
          ema50,
          bbUpper,
          bbLower,
          rsi,
          macd,
          volumeRatio,
          support,
          v,
          momentum);
    }

    At momentum(double v) {
      return new At(
          close,
          ema9,
          ema21,
          ema50,
          bbUpper,
          bbLower,
          rsi,
          macd,
          volumeRatio,
          support,
          resistance,
          v);
    }

    Indicators indicators() {
      return new Indicators(
          close,
          ema9,
          ema21,
          ema50,
          bbUpper,
          100,
          bbLower,
          rsi,
          macd,
          0,
          2,
          1000,
          volumeRatio,
          support,
          resistance,
          0,
          momentum);
    }
  }

  @Test
  void anEmaCrossingUpNeedsPriceVolumeAndRoom() {
    At up = At.quiet().emas(101, 100, 99);
    assertThat(side(StrategyRules.emaCrossover(up.indicators(), BELOW))).contains(Side.BUY);
    assertThat(side(StrategyRules.emaCrossover(up.indicators(), new CrossingState(100, 100, 0, 0))))
        .contains(Side.BUY);
    assertThat(StrategyRules.emaCrossover(up.indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.emaCrossover(up.close(99).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.emaCrossover(up.volume(0.8).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.emaCrossover(up.volume(Math.nextUp(0.8)).indicators(), BELOW))
        .isPresent();
    assertThat(StrategyRules.emaCrossover(up.rsi(70).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.emaCrossover(up.rsi(Math.nextDown(70.0)).indicators(), BELOW))
        .isPresent();
  }

  @Test
  void anEmaCrossingDownMirrorsOneUp() {
    At down = At.quiet().emas(99, 100, 101);
    assertThat(side(StrategyRules.emaCrossover(down.indicators(), ABOVE))).contains(Side.SELL);
    assertThat(StrategyRules.emaCrossover(down.indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.emaCrossover(down.close(101).indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.emaCrossover(down.rsi(30).indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.emaCrossover(down.rsi(Math.nextUp(30.0)).indicators(), ABOVE))
        .isPresent();
    assertThat(StrategyRules.emaCrossover(At.quiet().indicators(), ABOVE)).isEmpty();
  }

  @Test
  void stopAndTargetAreOneAndAHalfAndThreeTrueRangesAway() {
    StrategySignal buy =
        StrategyRules.emaCrossover(At.quiet().emas(101, 100, 99).indicators(), BELOW).orElseThrow();
    assertThat(buy)
        .isEqualTo(new StrategySignal(Strategy.EMA_CROSSOVER, Side.BUY, 100, 97, 106, 0.7));
    StrategySignal sell =
        StrategyRules.emaCrossover(At.quiet().emas(99, 100, 101).indicators(), ABOVE).orElseThrow();
    assertThat(sell)
        .isEqualTo(new StrategySignal(Strategy.EMA_CROSSOVER, Side.SELL, 100, 103, 94, 0.7));
  }

  @Test
  void aTouchOfABandNeedsAnExtremeAndMoreVolume() {
    At low = At.quiet().close(90).rsi(29).volume(1.2);
    StrategySignal buy = StrategyRules.bollingerBands(low.indicators()).orElseThrow();
    assertThat(buy)
        .isEqualTo(new StrategySignal(Strategy.BOLLINGER_BANDS, Side.BUY, 90, 86, 100, 0.75));
    assertThat(StrategyRules.bollingerBands(low.close(Math.nextUp(90.0)).indicators())).isEmpty();
    assertThat(StrategyRules.bollingerBands(low.rsi(30).indicators())).isEmpty();
    assertThat(StrategyRules.bollingerBands(low.volume(0.8 * 1.4).indicators())).isEmpty();
    assertThat(StrategyRules.bollingerBands(low.volume(Math.nextUp(0.8 * 1.4)).indicators()))
        .isPresent();

    At high = At.quiet().close(110).rsi(71).volume(1.2);
    assertThat(side(StrategyRules.bollingerBands(high.indicators()))).contains(Side.SELL);
    assertThat(StrategyRules.bollingerBands(high.close(Math.nextDown(110.0)).indicators()))
        .isEmpty();
    assertThat(StrategyRules.bollingerBands(high.rsi(70).indicators())).isEmpty();
  }

  @Test
  void momentumNeedsACrossingOfItsSignalAndAMove() {
    At up = At.quiet().macd(1).momentum(0.02);
    assertThat(side(StrategyRules.momentum(up.indicators(), BELOW))).contains(Side.BUY);
    assertThat(StrategyRules.momentum(up.indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.momentum(up.momentum(0.015).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.momentum(up.rsi(40).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.momentum(up.rsi(70).indicators(), BELOW)).isEmpty();
    assertThat(StrategyRules.momentum(up.volume(0.8).indicators(), BELOW)).isEmpty();

    At down = At.quiet().macd(-1).momentum(-0.02);
    assertThat(side(StrategyRules.momentum(down.indicators(), ABOVE))).contains(Side.SELL);
    assertThat(StrategyRules.momentum(down.momentum(-0.015).indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.momentum(down.rsi(60).indicators(), ABOVE)).isEmpty();
    assertThat(StrategyRules.momentum(down.rsi(30).indicators(), ABOVE)).isEmpty();
  }

  @Test
  void overboughtNeedsABandAndSpaceBelowTheResistance() {
    At over = At.quiet().close(115).volume(1.6).resistance(120);
    ShortInputs inputs = inputs(51, 76, 114, bar(115, 116, 114, 115));
    StrategySignal signal =
        StrategyRules.shortSelling(Strategy.SHORT_SELLING_OVERBOUGHT, over.indicators(), inputs)
            .orElseThrow();
    assertThat(signal.stopLoss()).isEqualTo(120 * 1.01);
    assertThat(signal.target()).isEqualTo(80 * 1.02);
    assertThat(signal.confidence()).isCloseTo(0.5 + 0.06 + 0.16, within(1e-12));
    assertThat(overbought(over, inputs(50, 76, 114, inputs.last()))).isEmpty();
    assertThat(overbought(over, inputs(51, 75, 114, inputs.last()))).isEmpty();
    assertThat(overbought(over, inputs(51, 76, 115.01, inputs.last()))).isEmpty();
    assertThat(overbought(over.volume(1.5), inputs)).isEmpty();
    assertThat(overbought(over.resistance(115 / 0.99), inputs)).isEmpty();
  }

  @Test
  void aDivergenceNeedsAnEveningStar() {
    At now = At.quiet().close(110);
    ShortInputs star =
        new ShortInputs(
            56,
            66,
            70,
            200,
            105,
            bar(113, 114, 109, 110),
            bar(114, 116, 112, 114.5),
            bar(108, 113, 107, 112));
    assertThat(
            StrategyRules.shortSelling(Strategy.SHORT_SELLING_DIVERGENCE, now.indicators(), star))
        .contains(
            new StrategySignal(
                Strategy.SHORT_SELLING_DIVERGENCE, Side.SELL, 110, 110 * 1.04, 110 * 0.92, 0.75));
    ShortInputs early =
        new ShortInputs(55, 66, 70, 200, 105, star.last(), star.before(), star.twoBefore());
    assertThat(
            StrategyRules.shortSelling(Strategy.SHORT_SELLING_DIVERGENCE, now.indicators(), early))
        .isEmpty();
    ShortInputs strong =
        new ShortInputs(56, 70, 70, 200, 105, star.last(), star.before(), star.twoBefore());
    assertThat(
            StrategyRules.shortSelling(Strategy.SHORT_SELLING_DIVERGENCE, now.indicators(), strong))
        .isEmpty();
  }

  @Test
  void aGapNeedsVolumeAndAWorthwhileTarget() {
    At gap = At.quiet().close(94).volume(2.1);
    ShortInputs inputs = gapInputs(44, 96);
    assertThat(
            side(
                StrategyRules.shortSelling(
                    Strategy.SHORT_SELLING_GAP_MOMENTUM, gap.indicators(), inputs)))
        .contains(Side.SELL);
    assertThat(
            StrategyRules.shortSelling(
                Strategy.SHORT_SELLING_GAP_MOMENTUM, gap.indicators(), gapInputs(45, 96)))
        .isEmpty();
    assertThat(
            StrategyRules.shortSelling(
                Strategy.SHORT_SELLING_GAP_MOMENTUM, gap.indicators(), gapInputs(44, 98)))
        .isEmpty();
    assertThat(
            StrategyRules.shortSelling(
                Strategy.SHORT_SELLING_GAP_MOMENTUM, gap.volume(2).indicators(), inputs))
        .isEmpty();
    // reward to risk below 1.2
    assertThat(
            StrategyRules.shortSelling(
                Strategy.SHORT_SELLING_GAP_MOMENTUM, gap.close(81).indicators(), inputs))
        .isEmpty();
  }

  @Test
  void onlyTheRequestedSidesAndStrategiesAreGiven() {
    Indicators down = At.quiet().emas(99, 100, 101).indicators();
    assertThat(
            StrategyRules.evaluate(
                down,
                ABOVE,
                StrategyRulesTest::never,
                EnumSet.of(Strategy.EMA_CROSSOVER),
                EnumSet.of(Side.BUY)))
        .isEmpty();
    assertThat(
            StrategyRules.evaluate(
                down,
                ABOVE,
                StrategyRulesTest::never,
                EnumSet.of(Strategy.MOMENTUM),
                EnumSet.allOf(Side.class)))
        .isEmpty();
    List<StrategySignal> found =
        StrategyRules.evaluate(
            down,
            ABOVE,
            StrategyRulesTest::never,
            EnumSet.of(Strategy.EMA_CROSSOVER),
            EnumSet.allOf(Side.class));
    assertThat(found).extracting(StrategySignal::side).containsExactly(Side.SELL);
  }

  private static ShortInputs never() {
    throw new AssertionError("the short-selling inputs were not needed");
  }

  private static Optional<StrategySignal> overbought(At at, ShortInputs inputs) {
    return StrategyRules.shortSelling(Strategy.SHORT_SELLING_OVERBOUGHT, at.indicators(), inputs);
  }

  private static ShortInputs inputs(int bars, double rsi, double bbUpper, ShortInputs.Bar last) {
    return new ShortInputs(bars, rsi, rsi, bbUpper, 100, last, last, last);
  }

  /** A bar after one that closed at 100. */
  private static ShortInputs gapInputs(double rsi, double open) {
    return new ShortInputs(
        51,
        rsi,
        rsi,
        200,
        100,
        bar(open, open, 90, 94),
        bar(101, 102, 99, 100),
        bar(101, 102, 99, 100));
  }

  private static ShortInputs.Bar bar(double open, double high, double low, double close) {
    return new ShortInputs.Bar(open, high, low, close);
  }

  private static Optional<Side> side(Optional<StrategySignal> signal) {
    return signal.map(StrategySignal::side);
  }
}
