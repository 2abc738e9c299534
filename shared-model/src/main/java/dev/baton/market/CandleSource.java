package dev.baton.market;

/** Where candles come from: the broker in a service, recorded files in a replay. Safe for use by several threads. */
public interface CandleSource {

  /**
   * All candles of the request's dates that the source has now, ascending, without duplicates and without malformed
   * ones. The newest may still be forming: the caller takes only what is due.
   *
   * @throws CandleSourceException if there is no usable answer; its failure says what kind
   */
  CandleSeries fetch(CandleRequest request) throws CandleSourceException;
}
