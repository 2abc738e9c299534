package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/** Simple mean of the last n gains or losses, for the short-selling rules (ADR 3). */
final class MeanMove extends OwnIndicator {

  private final Indicator<Num> price;
  private final SmoothedMoves.Direction direction;
  private final int barCount;

  MeanMove(Indicator<Num> price, SmoothedMoves.Direction direction, int barCount) {
    super(price.getBarSeries());
    this.price = price;
    this.direction = direction;
    this.barCount = barCount;
  }

  @Override
  public Num getValue(int index) {
    Num sum = getBarSeries().numFactory().zero();
    for (int i = index - barCount + 1; i <= index; i++) {
      sum = sum.plus(direction.move(price, i));
    }
    return sum.dividedBy(getBarSeries().numFactory().numOf(barCount));
  }

  @Override
  public int getCountOfUnstableBars() {
    return barCount;
  }
}
