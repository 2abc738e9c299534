package dev.baton.replay.fault;

import dev.baton.enums.Labelled;
import dev.baton.parity.Cause;

/** The faults that can be put into one side of a replay, each with the cause that an explainer has to find. */
public enum FaultKind implements Labelled {
  /** The broker has no such bar. */
  BAR_MISSING(Cause.BAR_MISSING),
  /** The broker has the bar with another close. */
  BAR_REVISED(Cause.BAR_REVISED),
  /** Candles count as fresh for 30 minutes, whatever bar is due. */
  TTL(Cause.STALE_SERIES),
  /** Windows start later. */
  WINDOW_SHIFT(Cause.WINDOW_START),
  /** The bar that is still forming is evaluated. */
  OPEN_BAR(Cause.FORMING_BAR),
  /** A slot is not done, for no symbol. */
  SKIPPED_SCAN(Cause.SKIPPED),
  /** Slots are done without the symbol. */
  SYMBOL_LEFT_OUT(Cause.NOT_IN_UNIVERSE),
  /** Prices of signals are rounded. */
  ROUNDING(Cause.SAME_INPUT_DIFFERENT_OUTPUT);

  private final Cause cause;

  FaultKind(Cause cause) {
    this.cause = cause;
  }

  /** The cause of the differences that it makes. */
  public Cause cause() {
    return cause;
  }
}
