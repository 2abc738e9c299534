package dev.baton.market;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * What a scan asks the broker for. Brokers give whole dates only.
 *
 * @param symbol whose candles
 * @param timeframe length of the bars
 * @param from first date at the exchange, inclusive
 * @param to last date at the exchange, inclusive, not before {@code from}
 * @param reason why it is asked, kept in the call ledger
 */
public record CandleRequest(
    Symbol symbol, Timeframe timeframe, LocalDate from, LocalDate to, Reason reason) {

  /** Why a call is made. */
  public enum Reason {
    /** The whole series: nothing was there, or it is fetched afresh on every run. */
    FULL,
    /** Only what is missing, and a few bars of overlap. */
    DELTA,
    /** Bars that were not final when they were fetched, once more on a later date. */
    REVALIDATE,
    /** The whole series again because the overlap disagreed. */
    REVISED,
    /** Again, because the due bar was not there. */
    RETRY,
    /** To find out whether the broker answers at all. */
    PROBE;

    /** The lower-case name used in the ledger and in metrics. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code to} is before {@code from}
   */
  public CandleRequest {
    requireNonNull(symbol, "symbol is null");
    requireNonNull(timeframe, "timeframe is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    requireNonNull(reason, "reason is null");
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before from " + from);
    }
  }
}
