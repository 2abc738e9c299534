package dev.baton.optimized.cache;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;

/** What an entry of the cache is of. */
public record SeriesKey(Symbol symbol, Timeframe timeframe) {

  public SeriesKey {
    requireNonNull(symbol, "symbol is null");
    requireNonNull(timeframe, "timeframe is null");
  }
}
