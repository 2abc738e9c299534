package dev.baton.simulator.broker;

import dev.baton.market.Symbol;
import dev.baton.simulator.market.Bar;
import java.util.List;

/**
 * An instrument of the contract files.
 *
 * @param name in the call log and in a fault's {@code symbol}: a stock's symbol, or what tells a decoy from it
 * @param id the exchange's token
 * @param candles the stock whose candles it has
 * @param priceFactor on their prices; 1 but for a decoy
 */
record Instrument(String name, int id, Symbol candles, double priceFactor) {

  /** A stock of the market. */
  static Instrument stock(Symbol symbol, int id) {
    return new Instrument(symbol.value(), id, symbol, 1);
  }

  /** The bars of its stock at its own prices. */
  List<Bar> priced(List<Bar> bars) {
    return priceFactor == 1 ? bars : bars.stream().map(bar -> bar.revised(priceFactor)).toList();
  }
}
