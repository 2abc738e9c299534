package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.RecursiveCachedIndicator;
import org.ta4j.core.num.Num;

/** Gains, or losses, smoothed by yj = (n−1)/n·y(j−1) + 1/n·xj from y0 = 0: bar 0 counts as no move at all. */
final class SmoothedMoves extends RecursiveCachedIndicator<Num> {

  enum Direction {
    GAIN,
    LOSS
  }

  private final Indicator<Num> price;
  private final Direction direction;
  private final Num kept;
  private final Num added;

  SmoothedMoves(Indicator<Num> price, Direction direction, int barCount) {
    super(price);
    this.price = price;
    this.direction = direction;
    this.added = getBarSeries().numFactory().numOf(1.0 / barCount);
    this.kept = getBarSeries().numFactory().numOf(1 - 1.0 / barCount);
  }

  @Override
  protected Num calculate(int index) {
    Num zero = getBarSeries().numFactory().zero();
    if (index == 0) {
      return zero;
    }
    Num move = price.getValue(index).minus(price.getValue(index - 1));
    Num counted = (direction == Direction.GAIN ? move : zero.minus(move)).max(zero);
    return kept.multipliedBy(getValue(index - 1)).plus(added.multipliedBy(counted));
  }

  @Override
  public int getCountOfUnstableBars() {
    return 0;
  }
}
