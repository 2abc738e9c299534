package dev.baton.parity;

import dev.baton.enums.Labelled;

/** Why a signal differs. Each difference gets exactly one cause, by evidence. */
public enum Cause implements Labelled {
  /** One generation lacked a bar that the calendar has. */
  BAR_MISSING(Kind.INPUT),
  /** One generation had a bar that the calendar does not have. */
  BAR_EXTRA(Kind.INPUT),
  /** Both had the bar, with different values. */
  BAR_REVISED(Kind.INPUT),
  /** The windows start at different bars. */
  WINDOW_START(Kind.INPUT),
  /** One generation evaluated a bar that had not ended. */
  FORMING_BAR(Kind.INPUT),
  /** One generation evaluated an older bar although a newer one was due. */
  STALE_SERIES(Kind.INPUT),
  /** The bar's slot was not done, although a later slot was. */
  SKIPPED(Kind.NOT_SCANNED),
  /** The symbol's scan failed. */
  FAILED(Kind.NOT_SCANNED),
  /** The symbol's scan ran out of time. */
  TIMED_OUT(Kind.NOT_SCANNED),
  /** The slot was done without the symbol. */
  NOT_IN_UNIVERSE(Kind.NOT_SCANNED),
  /** The generation does not scan the category. */
  CATEGORY_OFF(Kind.NOT_SCANNED),
  /** One generation did no slot of the session, although later ones were done: its calendar had no session. */
  CALENDAR(Kind.NOT_SCANNED),
  /** The signal was found in a slot in which its bar was not due, or its bar was not due in the other generation. */
  OTHER_SLOT(Kind.TIMING),
  /** The generations had different versions of the rules or of their settings. */
  VERSION(Kind.CODE),
  /** An evaluation found the signal, and it was not published. */
  PUBLICATION_LOST(Kind.PUBLICATION),
  /** The same bars and the same rules gave different results: the code differs. This is the alarm. */
  SAME_INPUT_DIFFERENT_OUTPUT(Kind.CODE);

  /** Where a cause lies. */
  public enum Kind implements Labelled {
    INPUT,
    NOT_SCANNED,
    TIMING,
    PUBLICATION,
    CODE
  }

  private final Kind kind;

  Cause(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
