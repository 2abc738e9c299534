package dev.baton.legacy.engine;

import dev.baton.legacy.engine.SmoothedMoves.Direction;
import dev.baton.market.CandleSeries;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.ShortInputs;
import dev.baton.strategy.Side;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategyRules;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.numeric.BinaryOperationIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;

/**
 * The legacy generation's engine: indicators of ta4j, computed over the whole window each time. Where ta4j starts an indicator
 * in another way than the reference values, the indicator class is ours.
 *
 * <p>Decided in ADR 5.
 */
public final class Ta4jEngine implements SignalEngine {

  private static final NumFactory NUMBERS = DoubleNumFactory.getInstance();
  private static final int BANDS = 20;

  @Override
  public String name() {
    return "ta4j";
  }

  @Override
  public List<StrategySignal> evaluate(
      CandleSeries window, Set<Strategy> strategies, Set<Side> sides) {
    if (window.size() < MINIMUM_BARS) {
      return List.of();
    }
    IndicatorSet set = new IndicatorSet(window);
    return StrategyRules.evaluate(
        set.indicators(), set.before(), set::shortInputs, strategies, sides);
  }

  /**
   * The indicators at the window's last bar.
   *
   * @throws IllegalArgumentException if the window has fewer bars than {@link #MINIMUM_BARS}
   */
  public Indicators indicators(CandleSeries window) {
    if (window.size() < MINIMUM_BARS) {
      throw new IllegalArgumentException(
          "indicators need %s bars: %s".formatted(MINIMUM_BARS, window));
    }
    return new IndicatorSet(window).indicators();
  }

  private static final class IndicatorSet {

    private final CandleSeries window;
    private final BarSeries series;
    private final int last;
    private final ClosePriceIndicator close;
    private final Indicator<Num> ema9;
    private final Indicator<Num> ema21;
    private final Indicator<Num> macd;
    private final Indicator<Num> macdSignal;

    IndicatorSet(CandleSeries window) {
      this.window = window;
      this.series = series(window);
      this.last = window.size() - 1;
      this.close = new ClosePriceIndicator(series);
      this.ema9 = new SeededEma(close, 9, 0);
      this.ema21 = new SeededEma(close, 21, 0);
      this.macd =
          BinaryOperationIndicator.difference(
              new SeededEma(close, 12, 0), new SeededEma(close, 26, 0));
      this.macdSignal = new SeededEma(macd, 9, 25);
    }

    private static BarSeries series(CandleSeries window) {
      Duration period = window.timeframe().length();
      List<Bar> bars = new ArrayList<>(window.size());
      for (int i = 0; i < window.size(); i++) {
        bars.add(
            new BaseBar(
                period,
                window.time(i),
                null,
                NUMBERS.numOf(window.open(i)),
                NUMBERS.numOf(window.high(i)),
                NUMBERS.numOf(window.low(i)),
                NUMBERS.numOf(window.close(i)),
                NUMBERS.numOf(window.volume(i)),
                NUMBERS.zero(),
                0));
      }
      return new BaseBarSeriesBuilder().withNumFactory(NUMBERS).withBars(bars).build();
    }

    Indicators indicators() {
      double price = at(close);
      double middle = at(new SMAIndicator(close, BANDS));
      double deviation = Math.sqrt(squares(middle) / BANDS);
      double volumeSma = at(new SMAIndicator(new VolumeIndicator(series), BANDS));
      return new Indicators(
          price,
          at(ema9),
          at(ema21),
          at(new SeededEma(close, 50, 0)),
          middle + 2 * deviation,
          middle,
          middle - 2 * deviation,
          at(
              new ReferenceRsi(
                  new SmoothedMoves(close, Direction.GAIN, 14),
                  new SmoothedMoves(close, Direction.LOSS, 14))),
          at(macd),
          at(macdSignal),
          at(new MeanSeededAtr(series, 14)),
          volumeSma,
          window.volume(last) / volumeSma,
          at(new LowestValueIndicator(new LowPriceIndicator(series), BANDS)),
          at(new HighestValueIndicator(new HighPriceIndicator(series), BANDS)),
          price / close.getValue(last - 1).doubleValue() - 1,
          price / close.getValue(last - 5).doubleValue() - 1);
    }

    CrossingState before() {
      return new CrossingState(
          ema9.getValue(last - 1).doubleValue(),
          ema21.getValue(last - 1).doubleValue(),
          macd.getValue(last - 1).doubleValue(),
          macdSignal.getValue(last - 1).doubleValue());
    }

    ShortInputs shortInputs() {
      double middle = at(new SMAIndicator(close, BANDS));
      Indicator<Num> rsi =
          new ReferenceRsi(
              new MeanMove(close, Direction.GAIN, 14), new MeanMove(close, Direction.LOSS, 14));
      return new ShortInputs(
          window.size(),
          at(rsi),
          rsi.getValue(last - 5).doubleValue(),
          middle + 2 * Math.sqrt(squares(middle) / (BANDS - 1)),
          close.getValue(last - 5).doubleValue(),
          bar(last),
          bar(last - 1),
          bar(last - 2));
    }

    /** The sum of squared distances from the mean. Both n and n − 1 divide it; ta4j's deviation does not say which it uses. */
    private double squares(double mean) {
      double squares = 0;
      for (int i = last - BANDS + 1; i <= last; i++) {
        double distance = close.getValue(i).doubleValue() - mean;
        squares += distance * distance;
      }
      return squares;
    }

    private ShortInputs.Bar bar(int i) {
      Bar bar = series.getBar(i);
      return new ShortInputs.Bar(
          bar.getOpenPrice().doubleValue(),
          bar.getHighPrice().doubleValue(),
          bar.getLowPrice().doubleValue(),
          bar.getClosePrice().doubleValue());
    }

    private double at(Indicator<Num> indicator) {
      return indicator.getValue(last).doubleValue();
    }
  }
}
