package dev.baton.runtime.broker;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a call that was sent ended. One that never was has no end: its row is withdrawn.
 *
 * <p>Decided in ADR 21.
 *
 * @param outcome {@code ok} or the label of the failure
 * @param httpStatus if there was an answer
 * @param latency real time
 */
record CallEnd(
    State state,
    String outcome,
    OptionalInt httpStatus,
    Duration latency,
    int candles,
    int rejected) {

  enum State {
    /** The answer could be used. */
    OK,
    /**
     * The request was sent over a connection that stood until its end; there was no answer in time, or none that could be
     * used. That the broker got it is certain with an answer only. A time-out is counted as if it had: the broker counts a
     * request when it arrives, however long it then takes, and if each time-out were unknown, a slow broker would keep back
     * every verdict of that day.
     */
    FAILED,
    /** The connection broke off in between, or the service did: it cannot be told whether the broker got the request. */
    UNKNOWN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
