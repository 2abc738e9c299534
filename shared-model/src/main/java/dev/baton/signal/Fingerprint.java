package dev.baton.signal;

import static java.util.Objects.requireNonNull;

import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import java.time.Instant;

/**
 * What a result was computed from. Equal fingerprints mean equal input; then values that differ mean code that differs.
 *
 * <p>The hash is chained bar by bar from {@link #SEED} with {@link #chain}, so that a window that grows by a bar costs one
 * step. It mixes with the finaliser of SplitMix64 (Steele, Lea, Flood 2014); it tells accidents apart, not adversaries.
 *
 * @param timeframe of the bars
 * @param firstBar open of the window's first bar
 * @param lastBar open of the window's last bar
 * @param bars number of bars, 1 or more
 * @param hash chained over every bar's time, prices and volume
 */
public record Fingerprint(
    Timeframe timeframe, Instant firstBar, Instant lastBar, int bars, long hash) {

  /** The hash of no bar at all. */
  public static final long SEED = 0x42_41_54_4F_4E_31L;

  public Fingerprint {
    requireNonNull(timeframe, "timeframe is null");
    requireNonNull(firstBar, "firstBar is null");
    requireNonNull(lastBar, "lastBar is null");
  }

  /**
   * The fingerprint of that window.
   *
   * @throws IllegalArgumentException if the window is empty
   */
  public static Fingerprint of(CandleSeries window) {
    if (window.isEmpty()) {
      throw new IllegalArgumentException("an empty window has no fingerprint: " + window);
    }
    long hash = SEED;
    for (int i = 0; i < window.size(); i++) {
      hash = chain(hash, window, i);
    }
    return new Fingerprint(
        window.timeframe(), window.time(0), window.lastTime(), window.size(), hash);
  }

  /** The hash of a window that ends with candle i, from the hash of the window that ends before it. */
  public static long chain(long hash, CandleSeries series, int i) {
    long h = mix(hash ^ series.epochSecond(i));
    h = mix(h ^ Double.doubleToLongBits(series.open(i)));
    h = mix(h ^ Double.doubleToLongBits(series.high(i)));
    h = mix(h ^ Double.doubleToLongBits(series.low(i)));
    h = mix(h ^ Double.doubleToLongBits(series.close(i)));
    return mix(h ^ series.volume(i));
  }

  /** The hash as 16 hexadecimal digits, the form used in JSON. */
  public String hashText() {
    return "%016x".formatted(hash);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
