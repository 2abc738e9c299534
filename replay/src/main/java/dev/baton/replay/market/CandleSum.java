package dev.baton.replay.market;

import dev.baton.market.BarChain;
import dev.baton.market.CandleSeries;
import dev.baton.signal.Fingerprint;
import java.util.HexFormat;

/**
 * Counts and hash of recorded candles: equal recordings, equal hash. It chains every candle, as {@link Fingerprint} does it, so
 * series are added in one order: the daily ones by symbol, then the five-minute ones by symbol. Not safe for several threads.
 */
public final class CandleSum {

  private long hash = Fingerprint.SEED;
  private long days;
  private long fiveMinutes;

  /** Adds the next series. */
  public void add(CandleSeries series) {
    hash ^= series.symbol().value().hashCode();
    for (int i = 0; i < series.size(); i++) {
      hash = BarChain.next(hash, series.digest(i));
    }
    if (series.timeframe().intraday()) {
      fiveMinutes += series.size();
    } else {
      days += series.size();
    }
  }

  /** The number of daily candles. */
  public long days() {
    return days;
  }

  /** The number of five-minute candles. */
  public long fiveMinutes() {
    return fiveMinutes;
  }

  /** The hash of what was added, 16 hexadecimal digits. */
  public String hash() {
    return HexFormat.of().toHexDigits(hash);
  }
}
