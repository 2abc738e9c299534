package dev.baton.simulator.market;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Everything that happens in the simulated market, the future included. Immutable to its users; safe for several threads. */
public interface MarketData {

  /** The symbols that have candles, in order. */
  Set<Symbol> symbols();

  /** All five-minute bars; empty for an unknown symbol. */
  CandleSeries fiveMinutes(Symbol symbol);

  /** All daily bars as they are once published, stamped 00:00; empty for an unknown symbol. */
  CandleSeries days(Symbol symbol);

  /**
   * The newest date that has a bar of every series, five-minute or daily, that there is: the natural one to simulate. Empty
   * if the series have no date in common.
   */
  Optional<LocalDate> newestComplete();

  /** For the operator: where the candles come from. */
  String description();
}
