package dev.baton.calendar;

import dev.baton.enums.Labelled;

/** The class of a stock, which decides its session hours since 2026-08-03 (ADR 11). */
public enum SecurityClass implements Labelled {
  /** Stocks with derivatives, all stocks of the default universes among them. Their close comes from the closing auction. */
  DERIVATIVES,
  /** All other stocks. They trade until 15:30. */
  OTHER;
}
