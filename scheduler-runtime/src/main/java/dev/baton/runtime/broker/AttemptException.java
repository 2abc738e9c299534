package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;

/** One attempt of a call failed. */
final class AttemptException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether the broker got the request. */
  enum Sent {
    /** No connection came about, or none was tried: it did not. */
    NO,
    /** The connection broke off: nobody can tell. */
    PERHAPS,
    /** The request was sent, and answered or waited for in vain. */
    YES
  }

  private final transient CandleFailure failure;
  private final Sent sent;

  AttemptException(CandleFailure failure, Sent sent) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.sent = sent;
  }

  /** The request was answered, or waited for in vain. */
  static AttemptException answered(CandleFailure failure) {
    return new AttemptException(failure, Sent.YES);
  }

  /** No request was sent. */
  static AttemptException notCalled(String why) {
    return new AttemptException(new CandleFailure.NotCalled(why), Sent.NO);
  }

  CandleFailure failure() {
    return failure;
  }

  Sent sent() {
    return sent;
  }

  /** Whether it may have had an effect at the broker although it gave no usable answer. */
  boolean ambiguous() {
    return sent == Sent.PERHAPS
        || sent == Sent.YES
            && (failure instanceof CandleFailure.TimedOut
                || failure instanceof CandleFailure.Malformed
                || failure instanceof CandleFailure.Unavailable);
  }

  /** What the callers of the broker client get. */
  CandleSourceException forCallers() {
    return new CandleSourceException(failure);
  }
}
