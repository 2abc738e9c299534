package dev.baton.simulator.broker;

import dev.baton.market.Symbol;
import dev.baton.simulator.market.Bar;

/**
 * An instrument of the contract files.
 *
 * @param name in the call log and in a fault's {@code symbol}: a stock's symbol, or a decoy's own name
 * @param id the exchange's token
 * @param candles the stock that its candles are of
 * @param priceFactor on the stock's prices; 1 unless it is a decoy
 */
record Instrument(String name, int id, Symbol candles, double priceFactor) {

  /** A bar of its stock at its own prices. */
  Bar priced(Bar bar) {
    return priceFactor == 1 ? bar : bar.revised(priceFactor);
  }
}
