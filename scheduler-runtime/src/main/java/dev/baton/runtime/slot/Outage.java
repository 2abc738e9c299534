package dev.baton.runtime.slot;

import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.util.Optional;
import java.util.Set;

/** Whether the broker as a whole can be used now. If not, slots are not finished: they wait (ADR 33). */
public interface Outage {

  /** Why the broker seems to be of no use, for the operator; empty if it does not. A probe decides. */
  Optional<String> reason();

  /**
   * Calls the broker for candles of each of these timeframes, for a symbol that is not failing if there is one. If it answers,
   * there is no outage.
   *
   * @param timeframes those of the candles that failed, at least one: a broker may have daily candles and no intraday ones
   * @param priority priority of the calls
   * @return why it does not answer; empty if it does, so that the failure is the symbols' own
   */
  Optional<String> probe(Set<Symbol> failing, Set<Timeframe> timeframes, Priority priority)
      throws InterruptedException;
}
