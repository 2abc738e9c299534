package dev.baton.market;

import static java.util.Objects.requireNonNull;

/** An expected failure to get candles. It carries no stack trace: it is an answer, and never holds a secret. */
public final class CandleSourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient CandleFailure failure;

  public CandleSourceException(CandleFailure failure) {
    super(requireNonNull(failure, "failure is null").message(), null, false, false);
    this.failure = failure;
  }

  /** What kind of failure. */
  public CandleFailure failure() {
    return failure;
  }
}
