package dev.baton.market;

import static java.util.Objects.requireNonNull;

import dev.baton.enums.Labelled;
import java.time.LocalDate;

/**
 * A request for candles. Brokers give whole dates only.
 *
 * @param from first date at the exchange, inclusive
 * @param to last date at the exchange, inclusive, not before {@code from}
 * @param reason why the call is made, kept in the call ledger
 * @param priority how soon the broker's rate limit lets the request through
 */
public record CandleRequest(
    Symbol symbol,
    Timeframe timeframe,
    LocalDate from,
    LocalDate to,
    Reason reason,
    Priority priority) {

  /** Whom the broker's rate limit serves first, the highest first. */
  public enum Priority {
    /** Live signals need the candles. */
    LIVE,
    /** Only shadow signals need them. */
    SHADOW
  }

  public enum Reason implements Labelled {
    /** The whole series: none was cached, or the generation does not cache. */
    FULL,
    /** Only the missing bars, and a few bars of overlap. */
    DELTA,
    /** Bars that were not final when they were fetched, again on a later date. */
    REVALIDATE,
    /** The whole series again, because the overlap differed. */
    REVISED,
    /** The same again, because the due bar was not there. */
    RETRY,
    /** To check whether the broker answers at all. */
    PROBE;
  }

  /** The same request for other dates. */
  public CandleRequest between(LocalDate first, LocalDate last) {
    return new CandleRequest(symbol, timeframe, first, last, reason, priority);
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
    requireNonNull(priority, "priority is null");
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before from " + from);
    }
  }
}
