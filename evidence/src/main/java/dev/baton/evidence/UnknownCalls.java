package dev.baton.evidence;

import java.time.Duration;

/**
 * When a call in the ledger is an unknown one: nobody can tell whether the broker got it. Either its connection broke off, which
 * its row says, or its process was gone before it could write how the call ended. Such a row stays an intent, as does one of a
 * call that is still under way: while services run, the age tells them apart; after they have ended, there is no call under
 * way (ADR 24).
 */
public enum UnknownCalls {
  /** An intent older than any call lasts has lost its process. */
  WHILE_SERVICES_RUN(Duration.ofSeconds(150)),
  /** Every intent has lost its process. */
  AFTER_SERVICES_ENDED(Duration.ZERO);

  /** Of rows of {@code broker_call}, with an index for each of its halves; its parameter is {@link #oldestUnderWay}. */
  static final String CONDITION =
      "(state = 'unknown'"
          + " or state = 'intent' and started_at <= clock_timestamp() - make_interval(secs => ?))";

  private final Duration oldestUnderWay;

  UnknownCalls(Duration oldestUnderWay) {
    this.oldestUnderWay = oldestUnderWay;
  }

  /**
   * The age up to which an intent may be a call that is still under way, real time. It is above the longest call time-out that
   * can be set.
   */
  public Duration oldestUnderWay() {
    return oldestUnderWay;
  }
}
