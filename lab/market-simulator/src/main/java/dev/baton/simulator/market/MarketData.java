package dev.baton.simulator.market;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import java.util.Set;

/** All candles of the simulated market, the future included. Immutable to its users; thread-safe. */
public interface MarketData {

  /** The symbols that have candles, in order. */
  Set<Symbol> symbols();

  /** All five-minute bars; empty for an unknown symbol. */
  CandleSeries fiveMinutes(Symbol symbol);

  /** All daily bars as they are published, with time 00:00; empty for an unknown symbol. */
  CandleSeries days(Symbol symbol);

  /** Where the candles come from, for the operator. */
  String description();
}
