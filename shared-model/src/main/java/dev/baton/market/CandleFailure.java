package dev.baton.market;

import java.time.Duration;
import java.util.Optional;

/** Why there are no candles. Each has a message for the operator, without a secret. */
public sealed interface CandleFailure {

  /** For the operator: what happened and, where it is known, what to do. */
  String message();

  /** The name used in the ledger, in metrics and in outcomes, for example {@code login_needed}. */
  String label();

  /** The connection failed, or the server said it failed; a later attempt may succeed. */
  record Unavailable(String message) implements CandleFailure {
    @Override
    public String label() {
      return "unavailable";
    }
  }

  /** No answer in time. */
  record TimedOut(String message) implements CandleFailure {
    @Override
    public String label() {
      return "timed_out";
    }
  }

  /** Refused because of too many calls; {@code after} is the server's own word when it gave one. */
  record RateLimited(String message, Optional<Duration> after) implements CandleFailure {
    @Override
    public String label() {
      return "rate_limited";
    }
  }

  /** The session is dead: a person has to log in. Never retried. */
  record LoginNeeded(String message) implements CandleFailure {
    @Override
    public String label() {
      return "login_needed";
    }
  }

  /** The broker says that the request is wrong; {@code code} is its EC code. Never retried. */
  record Rejected(String code, String message) implements CandleFailure {
    @Override
    public String label() {
      return "rejected";
    }
  }

  /** The range is too long even at its smallest. */
  record RangeTooLong(String message) implements CandleFailure {
    @Override
    public String label() {
      return "range_too_long";
    }
  }

  /** The broker says success and has no candle where the calendar has sessions. */
  record NoData(String message) implements CandleFailure {
    @Override
    public String label() {
      return "no_data";
    }
  }

  /** The answer cannot be read. */
  record Malformed(String message) implements CandleFailure {
    @Override
    public String label() {
      return "malformed";
    }
  }

  /** No instrument of that symbol in the broker's contract file. */
  record UnknownInstrument(String message) implements CandleFailure {
    @Override
    public String label() {
      return "unknown_instrument";
    }
  }

  /** Not called: the circuit breaker is open, or the budget or the scan's time ran out. */
  record NotCalled(String message) implements CandleFailure {
    @Override
    public String label() {
      return "not_called";
    }
  }
}
