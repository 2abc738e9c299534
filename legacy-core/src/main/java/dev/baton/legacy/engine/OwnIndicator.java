package dev.baton.legacy.engine;

import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/** An indicator of ours. It keeps no values: those that are asked for once need no cache with a lock. */
abstract class OwnIndicator implements Indicator<Num> {

  private final BarSeries series;

  OwnIndicator(BarSeries series) {
    this.series = series;
  }

  @Override
  public int getCountOfUnstableBars() {
    return 0;
  }

  @Override
  public final BarSeries getBarSeries() {
    return series;
  }
}
