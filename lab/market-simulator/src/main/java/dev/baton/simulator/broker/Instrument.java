package dev.baton.simulator.broker;

import dev.baton.market.Symbol;
import dev.baton.simulator.market.Bar;
import java.util.List;

/**
 * An instrument of the contract files.
 *
 * @param name in the call log and in a fault's {@code symbol}: a stock's symbol, or a decoy's own name
 * @param id the exchange's token
 * @param candles the stock that its candles are of
 * @param priceFactor on the stock's prices; 1 unless it is a decoy
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
