package dev.baton.runtime.broker;

import dev.baton.market.Timeframe;

/** The bar lengths of the broker's history, with the broker's names. */
enum Interval {
  ONE_MINUTE("1 minute"),
  FIVE_MINUTES("5 minutes"),
  TEN_MINUTES("10 minutes"),
  FIFTEEN_MINUTES("15 minutes"),
  THIRTY_MINUTES("30 minutes"),
  SIXTY_MINUTES("60 minutes"),
  ONE_DAY("1 day"),
  /** Unproven: the broker's list of valid intervals in its error EC802 ends with a day. */
  WEEKLY("weekly"),
  /** Unproven, as {@link #WEEKLY}. */
  MONTHLY("monthly");

  private final String wire;

  Interval(String wire) {
    this.wire = wire;
  }

  /** The name in a request. */
  String wire() {
    return wire;
  }

  /** The interval of a timeframe. */
  static Interval of(Timeframe timeframe) {
    return switch (timeframe) {
      case FIVE_MINUTES -> FIVE_MINUTES;
      case ONE_HOUR -> SIXTY_MINUTES;
      case ONE_DAY -> ONE_DAY;
      case ONE_WEEK -> WEEKLY;
    };
  }
}
