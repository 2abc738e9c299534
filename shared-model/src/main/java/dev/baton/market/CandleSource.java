package dev.baton.market;

import java.time.Instant;

/** A source of candles: the broker in a service, recorded files in a replay. Safe for use by several threads. */
public interface CandleSource {

  /**
   * All candles of the request's dates that the source has now, ascending, without duplicates and malformed ones. The newest
   * may still be forming: the caller takes only the bars that are due.
   *
   * @throws CandleSourceException if there is no usable answer
   */
  CandleSeries fetch(CandleRequest request) throws CandleSourceException;

  /**
   * Whether the source had a row of that bar, found it unusable more than once after it ended, and so gives no candle of it today.
   *
   * @param bar open of the bar
   */
  default boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar) {
    return false;
  }
}
