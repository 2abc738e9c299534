package dev.baton.simulator.market;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.synthetic.SyntheticStocks;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * A market without recorded candles. The same seed gives the same market on every machine, whichever day is simulated. A stock
 * is made each time that it is asked for, in time proportional to its days.
 */
public final class SyntheticMarket implements MarketData {

  /** How many sessions of five-minute bars are kept before the first simulated one; all daily bars are kept. */
  private static final int INTRADAY_SESSIONS = 90;

  private final long seed;
  private final SyntheticStocks maker;
  private final Set<Symbol> symbols;

  /**
   * @param first the first simulated session
   * @param last the last one
   * @param symbols the stocks
   */
  public SyntheticMarket(
      TradingCalendar calendar, LocalDate first, LocalDate last, Set<Symbol> symbols, long seed) {
    this.seed = seed;
    this.symbols = new TreeSet<>(symbols);
    this.maker = new SyntheticStocks(calendar, first, last, INTRADAY_SESSIONS, seed);
  }

  @Override
  public Set<Symbol> symbols() {
    return symbols;
  }

  @Override
  public CandleSeries fiveMinutes(Symbol symbol) {
    return candles(symbol).fiveMinutes();
  }

  @Override
  public CandleSeries days(Symbol symbol) {
    return candles(symbol).days();
  }

  @Override
  public Candles candles(Symbol symbol) {
    if (!symbols.contains(symbol)) {
      return new Candles(
          CandleSeries.empty(symbol, Timeframe.FIVE_MINUTES),
          CandleSeries.empty(symbol, Timeframe.ONE_DAY));
    }
    SyntheticStocks.Stock stock = maker.of(symbol);
    return new Candles(stock.fiveMinutes(), stock.days());
  }

  @Override
  public String description() {
    return "%s synthetic symbols, seed %s".formatted(symbols.size(), seed);
  }
}
