package dev.baton.optimized.cache;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;

/** The identity of a cache entry. */
public record SeriesKey(Symbol symbol, Timeframe timeframe) {

  public SeriesKey {
    requireNonNull(symbol, "symbol is null");
    requireNonNull(timeframe, "timeframe is null");
  }
}
