package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/**
 * Exponential moving average seeded with one value instead of an average: yj = (1−a)·y(j−1) + a·xj with y(seed) = x(seed). It
 * gives values from the first bar on.
 */
final class SeededEma extends InOrder {

  private final Indicator<Num> indicator;
  private final int seed;
  private final Num a;
  private final Num rest;

  /**
   * @param barCount k of a = 2/(k+1)
   * @param seed index of the bar whose value seeds the average; before it, the value is the indicator's
   */
  SeededEma(Indicator<Num> indicator, int barCount, int seed) {
    super(indicator.getBarSeries());
    this.indicator = indicator;
    this.seed = seed;
    this.a = numOf(2.0 / (barCount + 1));
    this.rest = numOf(1 - 2.0 / (barCount + 1));
  }

  private Num numOf(double value) {
    return getBarSeries().numFactory().numOf(value);
  }

  @Override
  Num next(int index, Num before) {
    Num value = indicator.getValue(index);
    return index <= seed ? value : rest.multipliedBy(before).plus(a.multipliedBy(value));
  }

  @Override
  public int getCountOfUnstableBars() {
    return seed;
  }
}
