package dev.baton.category;

import java.util.Locale;

/** A generation of the scheduler. */
public enum Generation {
  /** Four jobs, one symbol after another, every candle fetched again on every run. */
  LEGACY,
  /** Unified scans over candles fetched once. */
  OPTIMIZED;

  /** The generation that is compared with this one. */
  public Generation other() {
    return switch (this) {
      case LEGACY -> OPTIMIZED;
      case OPTIMIZED -> LEGACY;
    };
  }

  /** The lower-case name used in settings, JSON, the database and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
