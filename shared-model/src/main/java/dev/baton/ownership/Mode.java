package dev.baton.ownership;

import dev.baton.market.CandleRequest.Priority;
import java.util.Locale;

/** What a service may do with the signals that it finds. */
public enum Mode {
  /** Its signals are those that traders see. */
  LIVE,
  /** Its signals are kept for comparison only. */
  SHADOW,
  /** It does not scan. */
  OFF;

  /** The lower-case name used in settings, JSON and the database. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Priority of the broker calls that such signals need. */
  public Priority priority() {
    return switch (this) {
      case LIVE -> Priority.LIVE;
      case SHADOW, OFF -> Priority.SHADOW;
    };
  }
}
