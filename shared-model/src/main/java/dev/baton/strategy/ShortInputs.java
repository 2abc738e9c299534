package dev.baton.strategy;

/**
 * Inputs of the three short-selling rules. Their formulas differ from those of {@link Indicators}.
 *
 * <p>Decided in ADR 3.
 *
 * @param bars number of bars of the window
 * @param rsi relative strength index of simple 14-bar means of gains and losses
 * @param rsiFiveBefore the same index five bars before
 * @param bbUpper 20-bar mean plus 2 sample standard deviations
 * @param closeFiveBefore close five bars before
 * @param last the evaluated bar
 * @param before the bar before it
 * @param twoBefore the bar before that
 */
public record ShortInputs(
    int bars,
    double rsi,
    double rsiFiveBefore,
    double bbUpper,
    double closeFiveBefore,
    Bar last,
    Bar before,
    Bar twoBefore) {

  /** Prices of one bar, in rupees. */
  public record Bar(double open, double high, double low, double close) {}
}
