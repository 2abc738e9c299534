package dev.baton.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong. */
public enum FaultKind {
  /** The call is rated with {@code per_second} instead of the broker's own limit; of the broker's calls only. */
  RATE_LIMIT(Stage.RATE),
  /** HTTP 500. */
  HTTP_500(Stage.ANSWER),
  /** HTTP 429, with {@code retry_after_s} as Retry-After if given. */
  TOO_MANY_REQUESTS(Stage.ANSWER),
  /** No answer for {@code seconds} (60), or until the client gives up. */
  TIME_OUT(Stage.ANSWER),
  /** HTTP 401; with {@code end_session} the token is ended for everybody. */
  EXPIRED_TOKEN(Stage.ANSWER),
  /** The outer status is Not_Ok, with {@code code} (EC003). */
  NOT_OK(Stage.ANSWER),
  /** The outer status is Ok, the result's is {@code code} (EC003). */
  NESTED_EC(Stage.ANSWER),
  /** The history is Ok and has no candle. */
  EMPTY_HISTORY(Stage.BARS),
  /** The bar of {@code bar_time} is not there. */
  MISSING_BAR(Stage.BARS),
  /** The bar of {@code bar_time} is there only {@code minutes} of market time after its end. */
  LATE_BAR(Stage.BARS),
  /** The prices of the bar of {@code bar_time} are multiplied with {@code factor}. */
  REVISED_BAR(Stage.BARS),
  /** The row of the bar of {@code bar_time} is no candle; {@code malformation} says how. */
  MALFORMED_BAR(Stage.BARS),
  /** The last bar is there twice, with different values. */
  DUPLICATE_LAST_BAR(Stage.BARS),
  /** The candles are a JSON text in a string. */
  CANDLES_AS_STRING(Stage.BARS),
  /** The body takes {@code delay_ms} (5000) of real time. */
  SLOW_BODY(Stage.TRANSPORT),
  /** The body ends in the middle. */
  TRUNCATED_JSON(Stage.TRANSPORT),
  /** The answer takes {@code latency_ms} of market time instead of the broker's own latency; of the broker's calls only. */
  LATENCY(Stage.LATENCY);

  /** Where it takes effect. */
  public enum Stage {
    /** Where calls are counted against a limit. */
    RATE,
    /** Instead of the answer. */
    ANSWER,
    /** In the candles of a history. */
    BARS,
    /** On the way. */
    TRANSPORT,
    /** How long the way takes. */
    LATENCY
  }

  private final Stage stage;

  FaultKind(Stage stage) {
    this.stage = stage;
  }

  /** Where it takes effect. */
  public Stage stage() {
    return stage;
  }

  /** Whether it is about the bar of one time. */
  public boolean ofOneBar() {
    return this == MISSING_BAR || this == LATE_BAR || this == REVISED_BAR || this == MALFORMED_BAR;
  }

  /** Whether it is market time that it takes: at full speed there is none to take. */
  public boolean ofMarketTime() {
    return this == RATE_LIMIT || this == LATENCY;
  }

  /** The lower-case name used in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such kind; the message lists the valid ones
   */
  public static FaultKind ofLabel(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown fault kind '%s'; valid are %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(FaultKind::label)
                                .collect(Collectors.joining(", ")))));
  }
}
