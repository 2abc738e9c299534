package dev.baton.market;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What was traded in one bar.
 *
 * <p>Prices are rupees. They arrive as decimals of at most 15 significant digits, which a double holds without loss, so
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
   * @throws IllegalArgumentException if the values cannot be those of a bar; {@link #defect} says why
   */
  public Candle {
    requireNonNull(time, "time is null");
    defect(open, high, low, close, volume)
        .ifPresent(
            defect -> {
              throw new IllegalArgumentException(defect);
            });
  }

  /** What is wrong with these values as a bar's, or empty if nothing is. */
  public static Optional<String> defect(
      double open, double high, double low, double close, long volume) {
    if (!finite(open) || !finite(high) || !finite(low) || !finite(close)) {
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

  private static boolean finite(double value) {
    return !Double.isNaN(value) && !Double.isInfinite(value);
  }
}
