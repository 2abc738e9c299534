package dev.baton.runtime.broker;

import dev.baton.enums.Labelled;
import java.time.Duration;
import java.util.Optional;

/**
 * How a call that was sent ended. A call that was never sent has no end: its row is deleted (ADR 21).
 *
 * @param outcome {@code ok} or the label of the failure
 * @param httpStatus empty without an answer
 * @param latency real time
 */
record CallEnd(
    State state,
    String outcome,
    Optional<Integer> httpStatus,
    Duration latency,
    int candles,
    int rejected) {

  enum State implements Labelled {
    /** There was an answer that could be used. */
    OK,
    /**
     * The request was sent over a connection that did not break off; there was no answer in time, or none that could be used.
     * After a time-out it is assumed that the broker got the request: the broker counts a request when it arrives, and if each
     * time-out were unknown, no verdict could be given on a day with a slow broker.
     */
    FAILED,
    /** The connection or the service broke off: it is unknown whether the broker got the request. */
    UNKNOWN
  }
}
