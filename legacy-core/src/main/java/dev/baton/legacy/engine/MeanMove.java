package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.CachedIndicator;
import org.ta4j.core.num.Num;

/** Simple mean of the last n gains, or losses; the short-selling analyzer's. */
final class MeanMove extends CachedIndicator<Num> {

  private final Indicator<Num> price;
  private final SmoothedMoves.Direction direction;
  private final int barCount;

  MeanMove(Indicator<Num> price, SmoothedMoves.Direction direction, int barCount) {
    super(price);
    this.price = price;
    this.direction = direction;
    this.barCount = barCount;
  }

  @Override
  protected Num calculate(int index) {
    Num zero = getBarSeries().numFactory().zero();
    Num sum = zero;
    for (int i = index - barCount + 1; i <= index; i++) {
      Num move = price.getValue(i).minus(price.getValue(i - 1));
      sum =
          sum.plus((direction == SmoothedMoves.Direction.GAIN ? move : zero.minus(move)).max(zero));
    }
    return sum.dividedBy(getBarSeries().numFactory().numOf(barCount));
  }

  @Override
  public int getCountOfUnstableBars() {
    return barCount;
  }
}
