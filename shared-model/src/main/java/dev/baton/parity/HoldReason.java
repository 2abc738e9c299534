package dev.baton.parity;

import dev.baton.enums.Labelled;

/** Why a comparison cannot say whether two generations agree. */
public enum HoldReason implements Labelled {
  /** No bar was evaluated by both generations. */
  NOTHING_COMPARED(true),
  /** There are too few signals for the limit, even without a mismatch. */
  TOO_FEW_SIGNALS(true),
  /** Bars are missing in both generations, or too many bars of their windows (ADR 39), or the price breaks (ADR 40). */
  DATA_HOLE(true),
  /** The calendar does not know which bar was due. */
  CALENDAR_UNKNOWN(true),
  /** Both published the same signals in slots or of bars that the calendar in force does not have: it was changed since. */
  CALENDAR_CHANGED(true),
  /** A bar was not evaluated, and the reason is not a bar missing in both generations. */
  NOT_SCANNED(false),
  /** Slots whose time has come are not done yet. */
  NOT_DONE(false),
  /** Slots of the session were due in one generation alone: the other one began later. */
  NOT_DUE(false),
  /** A generation does not scan the category. */
  CATEGORY_OFF(false),
  /** The ledger has broker calls of unknown outcome. */
  LEDGER_HOLE(false),
  /** The optimized generation published late what the legacy generation published in time. */
  LATE(false);

  private final boolean ofData;

  HoldReason(boolean ofData) {
    this.ofData = ofData;
  }

  /** Whether the reason lies in the data, in no generation. */
  public boolean ofData() {
    return ofData;
  }
}
