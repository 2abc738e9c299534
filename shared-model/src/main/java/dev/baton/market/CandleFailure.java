package dev.baton.market;

import java.time.Duration;
import java.util.Optional;

/** Why a call gave no candles. Messages hold no secret. */
public sealed interface CandleFailure {

  /** The message for the operator: what happened and, where it is known, what to do. */
  String message();

  /** The name used in the ledger, in metrics and in outcomes, for example {@code login_needed}. */
  default String label() {
    return switch (this) {
      case Unavailable _ -> "unavailable";
      case TimedOut _ -> "timed_out";
      case RateLimited _ -> "rate_limited";
      case LoginNeeded _ -> "login_needed";
      case Rejected _ -> "rejected";
      case RangeTooLong _ -> "range_too_long";
      case NoData _ -> "no_data";
      case Malformed _ -> "malformed";
      case UnknownInstrument _ -> "unknown_instrument";
      case NotCalled _ -> "not_called";
    };
  }

  /** The connection failed, or the server answered that it failed. A later attempt may succeed. */
  record Unavailable(String message) implements CandleFailure {}

  /** The broker did not answer in time. */
  record TimedOut(String message) implements CandleFailure {}

  /** The broker refused because of too many calls. {@code after} is the wait that the broker asked for, if it did. */
  record RateLimited(String message, Optional<Duration> after) implements CandleFailure {}

  /** The session has ended, and a person has to log in. Never retried. */
  record LoginNeeded(String message) implements CandleFailure {}

  /**
   * The broker answered that the request is wrong. Never retried.
   *
   * @param code its EC code, or what there is instead
   */
  record Rejected(String code, String message) implements CandleFailure {

    /** Whether it answered in words alone: they may mean the request, and as well the session, the rate, or a fault of its own. */
    public boolean inWords() {
      return !code.matches("EC\\d{3}");
    }
  }

  /** The range is too long even at its smallest. */
  record RangeTooLong(String message) implements CandleFailure {}

  /** The broker answered with success and without a candle, although the calendar has sessions. */
  record NoData(String message) implements CandleFailure {}

  /** The answer cannot be read. */
  record Malformed(String message) implements CandleFailure {}

  /** The broker's contract file has no instrument of that symbol. */
  record UnknownInstrument(String message) implements CandleFailure {}

  /** No call was made: the ledger cannot be written, or the budget or the scan's time ran out. */
  record NotCalled(String message) implements CandleFailure {}
}
