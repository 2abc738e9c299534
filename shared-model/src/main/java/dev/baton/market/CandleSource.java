package dev.baton.market;

/** A source of candles: the broker in a service, recorded files in a replay. Safe for use by several threads. */
public interface CandleSource {

  /**
   * All candles of the request's dates that the source has now, ascending, without duplicates and malformed ones. The newest
   * may still be forming: the caller takes only the bars that are due.
   *
   * @throws CandleSourceException if there is no usable answer
   */
  CandleSeries fetch(CandleRequest request) throws CandleSourceException;
}
