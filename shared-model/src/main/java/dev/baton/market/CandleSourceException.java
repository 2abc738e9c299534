package dev.baton.market;

import static java.util.Objects.requireNonNull;

/** An expected failure to get candles. It has no stack trace, because it is an answer, not a defect. */
public final class CandleSourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient CandleFailure failure;

  public CandleSourceException(CandleFailure failure) {
    super(requireNonNull(failure, "failure is null").message(), null, false, false);
    this.failure = failure;
  }

  public CandleFailure failure() {
    return failure;
  }
}
