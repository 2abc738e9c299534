package dev.baton.parity;

import java.util.Locale;

/** Why a signal differs. Exactly one is decided for each difference, by evidence. */
public enum Cause {
  /** One side had no such bar, and the calendar says that there should be one. */
  BAR_MISSING(Kind.INPUT),
  /** One side had a bar that the calendar knows nothing of. */
  BAR_EXTRA(Kind.INPUT),
  /** Both had the bar, with other values. */
  BAR_REVISED(Kind.INPUT),
  /** The windows start at different bars. */
  WINDOW_START(Kind.INPUT),
  /** One side evaluated a bar that had not ended. */
  FORMING_BAR(Kind.INPUT),
  /** One side looked at an older bar although a newer one was due. */
  STALE_SERIES(Kind.INPUT),
  /** A slot in which the bar was due was never done, although a later one was. */
  SKIPPED(Kind.NOT_SCANNED),
  /** The symbol's scan failed. */
  FAILED(Kind.NOT_SCANNED),
  /** The symbol's scan ran out of time. */
  TIMED_OUT(Kind.NOT_SCANNED),
  /** The slot was done without the symbol. */
  NOT_IN_UNIVERSE(Kind.NOT_SCANNED),
  /** The generation does not scan the category. */
  CATEGORY_OFF(Kind.NOT_SCANNED),
  /** By one side's calendar there was no session. */
  CALENDAR(Kind.NOT_SCANNED),
  /** The bar was due on one side in a slot outside of what is compared. */
  OTHER_SLOT(Kind.TIMING),
  /** The rules or the settings behind them are of different versions. */
  VERSION(Kind.CODE),
  /** The evaluation found the signal, and it was not published. */
  PUBLICATION_LOST(Kind.PUBLICATION),
  /** The same bars by the same rules gave something else: the code differs. The alarm. */
  SAME_INPUT_DIFFERENT_OUTPUT(Kind.CODE);

  /** What kind of cause. */
  public enum Kind {
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

  /** What kind of cause it is. */
  public Kind kind() {
    return kind;
  }

  /** The lower-case name used in JSON, in metrics and in accepted differences. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
