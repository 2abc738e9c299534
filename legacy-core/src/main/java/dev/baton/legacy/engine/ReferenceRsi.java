package dev.baton.legacy.engine;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.CachedIndicator;
import org.ta4j.core.num.Num;

/** Relative strength index of two averages: 100 − 100/(1 + gain/loss), or 100 without a loss. */
final class ReferenceRsi extends CachedIndicator<Num> {

  private final Indicator<Num> gain;
  private final Indicator<Num> loss;

  ReferenceRsi(Indicator<Num> gain, Indicator<Num> loss) {
    super(gain);
    this.gain = gain;
    this.loss = loss;
  }

  @Override
  protected Num calculate(int index) {
    Num hundred = getBarSeries().numFactory().hundred();
    if (loss.getValue(index).isZero()) {
      return hundred;
    }
    Num strength = gain.getValue(index).dividedBy(loss.getValue(index));
    return hundred.minus(hundred.dividedBy(getBarSeries().numFactory().one().plus(strength)));
  }

  @Override
  public int getCountOfUnstableBars() {
    return 0;
  }
}
