package dev.baton.category;

import dev.baton.enums.Labelled;

/** A generation of the scheduler. */
public enum Generation implements Labelled {
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
}
