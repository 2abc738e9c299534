package dev.baton.parity;

import java.util.Locale;

/** Why it cannot be told whether two generations agree. */
public enum HoldReason {
  /** There was no bar that both generations evaluated. */
  NOTHING_COMPARED(true),
  /** So few signals, even without a mismatch, do not support the limit. */
  TOO_FEW_SIGNALS(true),
  /** Bars are missing, on both sides alike. */
  DATA_HOLE(true),
  /** The calendar does not know which bar was due. */
  CALENDAR_UNKNOWN(true),
  /** One side did not evaluate what the other one did, or neither did for a reason of its own. */
  NOT_SCANNED(false),
  /** Slots whose time has come are not done yet. */
  NOT_DONE(false),
  /** One generation owed slots of the session that the other one did not: it began later. */
  NOT_OWED(false),
  /** A generation does not scan the category. */
  CATEGORY_OFF(false),
  /** Calls of which nobody can tell whether the broker got them. */
  LEDGER_HOLE(false),
  /** The optimized generation published late what the legacy one had in time. */
  LATE(false);

  private final boolean ofData;

  HoldReason(boolean ofData) {
    this.ofData = ofData;
  }

  /** Whether the data is to blame, and no generation. */
  public boolean ofData() {
    return ofData;
  }

  /** The lower-case name used in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
