package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;

/** One attempt of a call failed. */
final class AttemptException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether the broker got the request. */
  enum Sent {
    /** It did not: no connection came about, or none was tried. */
    NO,
    /** Unknown: the connection broke off. */
    PERHAPS,
    /** The request was sent; there was an answer, or none in time. */
    YES
  }

  private final transient CandleFailure failure;
  private final Sent sent;

  AttemptException(CandleFailure failure, Sent sent) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.sent = sent;
  }

  /** A failure after the request was sent: an answer that cannot be used, or none in time. */
  static AttemptException answered(CandleFailure failure) {
    return new AttemptException(failure, Sent.YES);
  }

  /** A failure before a request was sent. */
  static AttemptException notCalled(String why) {
    return new AttemptException(new CandleFailure.NotCalled(why), Sent.NO);
  }

  CandleFailure failure() {
    return failure;
  }

  Sent sent() {
    return sent;
  }

  /** Whether the request may have had an effect at the broker although there is no usable answer. */
  boolean ambiguous() {
    return sent == Sent.PERHAPS
        || sent == Sent.YES
            && (failure instanceof CandleFailure.TimedOut
                || failure instanceof CandleFailure.Malformed
                || failure instanceof CandleFailure.Unavailable);
  }
}
