package dev.baton.ownership;

import dev.baton.enums.Labelled;
import dev.baton.market.CandleRequest.Priority;

/** What a service may do with the signals that it finds. */
public enum Mode implements Labelled {
  /** Its signals are those that traders see. */
  LIVE,
  /** Its signals are kept for comparison only. */
  SHADOW,
  /** It does not scan. */
  OFF;

  /** Priority of the broker calls that such signals need. */
  public Priority priority() {
    return switch (this) {
      case LIVE -> Priority.LIVE;
      case SHADOW, OFF -> Priority.SHADOW;
    };
  }
}
