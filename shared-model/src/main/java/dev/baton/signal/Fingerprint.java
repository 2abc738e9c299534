package dev.baton.signal;

import static java.util.Objects.requireNonNull;

import dev.baton.market.BarChain;
import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The identity of the window that a result was computed from. Equal fingerprints mean equal input. If results differ all the
 * same, the code differs.
 *
 * <p>The hash is the window's {@link BarChain}, mixed with {@link #SEED}. It takes a few nanoseconds for a window of any
 * length. It detects accidents, not attacks.
 *
 * @param timeframe of the bars
 * @param firstBar open of the window's first bar
 * @param lastBar open of the window's last bar
 * @param bars number of bars, 1 or more
 * @param hash chained over every bar's time, prices and volume
 */
public record Fingerprint(
    Timeframe timeframe, Instant firstBar, Instant lastBar, int bars, long hash) {

  /** The name of the formula, {@code BATON2} in ASCII, so that hashes of an earlier formula never match. */
  public static final long SEED = 0x42_41_54_4F_4E_32L;

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
    return new Fingerprint(
        window.timeframe(),
        window.time(0),
        window.lastTime(),
        window.size(),
        BarChain.mix(SEED ^ window.chain()));
  }

  /** The hash as 16 hexadecimal digits, the form used in JSON. */
  public String hashText() {
    return HexFormat.of().toHexDigits(hash);
  }
}
