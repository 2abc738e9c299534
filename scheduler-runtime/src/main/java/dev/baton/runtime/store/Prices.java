package dev.baton.runtime.store;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one place where prices leave the indicators' doubles: exact decimals of {@value #SCALE} places from here on. */
public final class Prices {

  /** A hundredth of a hundredth of a paisa: far below what is traded, far above what doubles differ in. */
  public static final int SCALE = 6;

  private Prices() {}

  /** The decimal of that double, rounded half-even. */
  public static BigDecimal exact(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
  }
}
