package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/** Gains or losses, smoothed by yj = (n−1)/n·y(j−1) + 1/n·xj from y0 = 0: bar 0 counts as no move. */
final class SmoothedMoves extends InOrder {

  enum Direction {
    GAIN,
    LOSS;

    /** The move from the bar before to that bar in this direction, 0 or more. */
    Num move(Indicator<Num> price, int index) {
      Num before = price.getValue(index - 1);
      Num now = price.getValue(index);
      Num zero = price.getBarSeries().numFactory().zero();
      return (this == GAIN ? now.minus(before) : before.minus(now)).max(zero);
    }
  }

  private final Indicator<Num> price;
  private final Direction direction;
  private final Num kept;
  private final Num added;

  SmoothedMoves(Indicator<Num> price, Direction direction, int barCount) {
    super(price.getBarSeries());
    this.price = price;
    this.direction = direction;
    this.added = getBarSeries().numFactory().numOf(1.0 / barCount);
    this.kept = getBarSeries().numFactory().numOf(1 - 1.0 / barCount);
  }

  @Override
  Num next(int index, Num before) {
    return index == 0
        ? before
        : kept.multipliedBy(before).plus(added.multipliedBy(direction.move(price, index)));
  }
}
