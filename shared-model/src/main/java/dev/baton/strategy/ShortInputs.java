package dev.baton.strategy;

/**
 * What the three short-selling rules look at: other formulas than those of {@link Indicators}.
 *
 * <p>Decided in ADR 3.
 *
 * @param bars bars of the window
 * @param rsi of simple 14-bar means of gains and losses
 * @param rsiFiveBefore the same five bars before
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
