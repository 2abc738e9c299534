package dev.baton.runtime.settings;

import java.util.Locale;

/** What a service may do with the signals it finds. */
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
}
