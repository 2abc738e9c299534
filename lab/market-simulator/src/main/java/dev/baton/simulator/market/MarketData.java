package dev.baton.simulator.market;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import java.time.LocalDate;
import java.util.Set;

/**
 * All candles of the simulated market, the future included. Immutable to its users; thread-safe. It need not keep candles in
 * memory, so a series may take time to read or to make (ADR 43).
 */
public interface MarketData {

  /** The symbols that have candles, in order. */
  Set<Symbol> symbols();

  /** Those that the run asks for: they are prepared before it starts. */
  default Set<Symbol> symbolsOfRun() {
    return symbols();
  }

  /** Five-minute bars before that date are hardly asked for, and are not kept. */
  default LocalDate keptFrom() {
    return LocalDate.MIN;
  }

  /** All five-minute bars; empty for an unknown symbol. */
  CandleSeries fiveMinutes(Symbol symbol);

  /** All daily bars as they are published, with time 00:00; empty for an unknown symbol. */
  CandleSeries days(Symbol symbol);

  /** Both series of a symbol. */
  record Candles(CandleSeries fiveMinutes, CandleSeries days) {}

  /** Both series of a symbol, read or made together. */
  default Candles candles(Symbol symbol) {
    return new Candles(fiveMinutes(symbol), days(symbol));
  }

  /** Where the candles come from, for the operator. */
  String description();
}
