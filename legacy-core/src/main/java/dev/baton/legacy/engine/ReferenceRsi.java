package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.num.Num;

/** Relative strength index of two averages: 100 − 100/(1 + gain/loss), or 100 without a loss. */
final class ReferenceRsi extends OwnIndicator {

  private final Indicator<Num> gain;
  private final Indicator<Num> loss;

  ReferenceRsi(Indicator<Num> gain, Indicator<Num> loss) {
    super(gain.getBarSeries());
    this.gain = gain;
    this.loss = loss;
  }

  @Override
  public Num getValue(int index) {
    Num hundred = getBarSeries().numFactory().hundred();
    Num lost = loss.getValue(index);
    if (lost.isZero()) {
      return hundred;
    }
    Num strength = gain.getValue(index).dividedBy(lost);
    return hundred.minus(hundred.dividedBy(getBarSeries().numFactory().one().plus(strength)));
  }
}
