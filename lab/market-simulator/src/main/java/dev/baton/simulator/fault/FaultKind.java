package dev.baton.simulator.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.enums.Labelled;
import java.util.Arrays;
import java.util.stream.Stream;

/** What can go wrong, by the place where it takes effect. */
public sealed interface FaultKind extends Labelled {

  /** How often calls may come and how long answers take: market time, of which none passes at full speed. The broker's only. */
  enum Pace implements FaultKind {
    /** The call is rated with {@code per_second} instead of the broker's own limit. */
    RATE_LIMIT,
    /** The answer takes {@code latency_ms} of market time instead of the broker's own latency. */
    LATENCY
  }

  /** Instead of the answer. */
  enum Answer implements FaultKind {
    HTTP_500,
    /** HTTP 429, with {@code retry_after_s} as Retry-After if given. */
    TOO_MANY_REQUESTS,
    /** No answer for {@code seconds} (60), or until the client gives up. */
    TIME_OUT,
    /** HTTP 401; with {@code end_session} the token is ended for every client. */
    EXPIRED_TOKEN,
    /** The outer status is Not_Ok, with {@code code} (EC003). */
    NOT_OK,
    /** The outer status is Ok, the result's is {@code code} (EC003). */
    NESTED_EC
  }

  /** In the candles of a history. */
  enum Bars implements FaultKind {
    /** The history is Ok and has no candle. */
    EMPTY_HISTORY,
    /** The bar of {@code bar_time} is absent. */
    MISSING_BAR,
    /** The bar of {@code bar_time} is absent until {@code minutes} of market time after its end. */
    LATE_BAR,
    /** The prices of the bar of {@code bar_time} are multiplied with {@code factor}. */
    REVISED_BAR,
    /** The row of the bar of {@code bar_time} is no candle; {@code malformation} says how. */
    MALFORMED_BAR,
    /** Beside the bar of {@code bar_time} there is a row whose time is no open of a bar. */
    OFF_GRID_BAR,
    /** From the date of {@code bar_time} on, the prices before that date are multiplied with {@code factor}. */
    SPLIT,
    /** The last bar is there twice, with different values. */
    DUPLICATE_LAST_BAR,
    /** The candles are a JSON text in a string. */
    CANDLES_AS_STRING
  }

  /** On the way to the client. */
  enum Transport implements FaultKind {
    /** The body takes {@code delay_ms} (5000) of real time. */
    SLOW_BODY,
    /** The body ends in the middle. */
    TRUNCATED_JSON
  }

  @Override
  @JsonValue
  default String label() {
    return Labelled.super.label();
  }

  /** Whether it concerns the bar of one time, or what is before its date. */
  default boolean ofOneBar() {
    return this == Bars.MISSING_BAR
        || this == Bars.LATE_BAR
        || this == Bars.REVISED_BAR
        || this == Bars.MALFORMED_BAR
        || this == Bars.OFF_GRID_BAR
        || this == Bars.SPLIT;
  }

  /** The kind that a fault's JSON names; a value that is no text is no kind. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FaultKind of(JsonNode label) {
    return ofLabel(label.isTextual() ? label.textValue() : label.toString());
  }

  /**
   * The kind of that label.
   *
   * @throws IllegalArgumentException if there is no such kind; the message lists the valid ones
   */
  static FaultKind ofLabel(String label) {
    FaultKind[] kinds =
        Stream.<FaultKind[]>of(Pace.values(), Answer.values(), Bars.values(), Transport.values())
            .flatMap(Arrays::stream)
            .toArray(FaultKind[]::new);
    return Labelled.of("fault kind", label, kinds);
  }
}
