package dev.baton.market;

import static java.util.Objects.requireNonNull;

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
