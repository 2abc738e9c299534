package dev.baton.market;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * The trades of one bar.
 *
 * <p>Prices are in rupees. They arrive as decimals of at most 15 significant digits. A double holds those without loss, and
 * {@link Double#toString} gives the decimal back.
 *
 * @param time the bar's open; a daily bar's is 00:00 Asia/Kolkata of its session
 * @param open first price
 * @param high highest price, not below open, close and low
 * @param low lowest price, above 0
 * @param close last price
 * @param volume shares traded, 0 or more; a bar without a trade is valid
 */
public record Candle(
    Instant time, double open, double high, double low, double close, long volume) {

  /** Digits of the largest long. */
  private static final int MOST_DIGITS = 19;

  /**
   * @throws IllegalArgumentException if {@link #defect} finds a defect in the values
   */
  public Candle {
    requireNonNull(time, "time is null");
    defect(open, high, low, close, volume)
        .ifPresent(
            defect -> {
              throw new IllegalArgumentException(defect);
            });
  }

  /**
   * The volume of a bar as a source writes it. A fraction is left by an adjustment of the volume for a split or bonus; it is
   * rounded to the nearest share, half a share up. Without this the bar would be a hole, and every window with it (ADR 39).
   *
   * @return shares; below 0 if the volume is
   * @throws ArithmeticException if there are more than a long holds
   */
  public static long shares(BigDecimal volume) {
    if (volume.signum() <= 0) {
      return volume.signum();
    }
    long digits = (long) volume.precision() - volume.scale();
    if (digits < 0) {
      // Less than a tenth; also spares the digits of 1e-999999999.
      return 0;
    }
    if (digits > MOST_DIGITS) {
      throw new ArithmeticException("more than a long holds");
    }
    return volume.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** The defect that makes these values impossible for a bar; empty if there is none. */
  public static Optional<String> defect(
      double open, double high, double low, double close, long volume) {
    if (!Double.isFinite(open)
        || !Double.isFinite(high)
        || !Double.isFinite(low)
        || !Double.isFinite(close)) {
      return Optional.of(
          "a price is not a finite number: open %s, high %s, low %s, close %s"
              .formatted(open, high, low, close));
    }
    if (low <= 0) {
      return Optional.of("low " + low + " is not above 0");
    }
    if (high < Math.max(open, close) || high < low) {
      return Optional.of(
          "high %s is below open %s, close %s or low %s".formatted(high, open, close, low));
    }
    if (low > Math.min(open, close)) {
      return Optional.of("low %s is above open %s or close %s".formatted(low, open, close));
    }
    if (volume < 0) {
      return Optional.of("volume " + volume + " is below 0");
    }
    return Optional.empty();
  }
}
