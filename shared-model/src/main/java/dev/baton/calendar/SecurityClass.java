package dev.baton.calendar;

import java.util.Locale;

/** What decides a stock's session hours since 2026-08-03 (ADR 11). */
public enum SecurityClass {
  /** Stocks that have derivatives: their close comes from the closing auction. All large caps of the default universes. */
  DERIVATIVES,
  /** All others: they trade until 15:30. */
  OTHER;

  /** The lower-case name used in calendar files and settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
