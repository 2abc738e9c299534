package dev.baton.runtime.broker;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a call ended.
 *
 * @param outcome {@code ok} or the label of the failure
 * @param httpStatus if there was an answer
 * @param latency real time
 */
record CallEnd(
    State state, String outcome, OptionalInt httpStatus, Duration latency, int candles, int rejected) {

  enum State {
    /** The answer could be used. */
    OK,
    /** The broker got the request; there was no answer, or none that could be used. */
    FAILED,
    /** It cannot be told whether the broker got the request. */
    UNKNOWN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
