package dev.baton.runtime.broker;

import dev.baton.market.Timeframe;

/** The broker's names of the bar lengths (FACTS 1.3). */
final class Interval {

  private Interval() {}

  /** What the broker calls bars of that length. */
  static String of(Timeframe timeframe) {
    return switch (timeframe) {
      case FIVE_MINUTES -> "5 minutes";
      case ONE_HOUR -> "60 minutes";
      case ONE_DAY -> "1 day";
      case ONE_WEEK -> "weekly";
    };
  }
}
