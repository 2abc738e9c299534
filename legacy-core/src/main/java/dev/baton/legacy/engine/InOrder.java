package dev.baton.legacy.engine;

import org.ta4j.core.BarSeries;
import org.ta4j.core.num.Num;

/**
 * An indicator whose values follow from one another. All of the series are computed in one pass when the first is asked for;
 * ta4j's own base class for that locks at each bar, which takes longer than the values. Not safe for use by several threads.
 */
abstract class InOrder extends OwnIndicator {

  private Num[] values = {};

  InOrder(BarSeries series) {
    super(series);
  }

  /**
   * The value of that bar.
   *
   * @param before the value of the bar before; zero for the first one
   */
  abstract Num next(int index, Num before);

  @Override
  public final Num getValue(int index) {
    if (values.length == 0) {
      values = all();
    }
    return values[index];
  }

  private Num[] all() {
    Num[] all = new Num[getBarSeries().getBarCount()];
    Num before = getBarSeries().numFactory().zero();
    for (int i = 0; i < all.length; i++) {
      before = next(i, before);
      all[i] = before;
    }
    return all;
  }
}
