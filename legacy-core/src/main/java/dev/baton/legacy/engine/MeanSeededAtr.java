package dev.baton.legacy.engine;

import org.ta4j.core.BarSeries;
import org.ta4j.core.num.Num;

/**
 * Average true range: the mean of the first n true ranges, the first one being high − low; then (atr·(n−1) + tr)/n. Zero
 * before.
 */
final class MeanSeededAtr extends InOrder {

  private final int barCount;

  MeanSeededAtr(BarSeries series, int barCount) {
    super(series);
    this.barCount = barCount;
  }

  @Override
  Num next(int index, Num before) {
    if (index < barCount - 1) {
      return before;
    }
    Num n = getBarSeries().numFactory().numOf(barCount);
    if (index == barCount - 1) {
      Num sum = before;
      for (int i = 0; i < barCount; i++) {
        sum = sum.plus(trueRange(i));
      }
      return sum.dividedBy(n);
    }
    Num rest = getBarSeries().numFactory().numOf(barCount - 1);
    return before.multipliedBy(rest).plus(trueRange(index)).dividedBy(n);
  }

  private Num trueRange(int index) {
    Num high = getBarSeries().getBar(index).getHighPrice();
    Num low = getBarSeries().getBar(index).getLowPrice();
    if (index == 0) {
      return high.minus(low);
    }
    Num close = getBarSeries().getBar(index - 1).getClosePrice();
    return high.minus(low).max(high.minus(close).abs()).max(low.minus(close).abs());
  }

  @Override
  public int getCountOfUnstableBars() {
    return barCount;
  }
}
