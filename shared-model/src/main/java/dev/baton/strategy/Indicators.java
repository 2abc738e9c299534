package dev.baton.strategy;

/**
 * Indicator values at one bar of a window of at least {@link SignalEngine#MINIMUM_BARS} bars. All start at the window's first
 * bar, bar 0. The formulas are those of the reference values that both engines are tested against:
 *
 * <ul>
 *   <li>EMA(k): y0 = c0; yj = (1−a)·y(j−1) + a·cj with a = 2/(k+1).
 *   <li>Bollinger bands: mean of the last 20 closes ± 2 population standard deviations.
 *   <li>RSI(14): gains and losses, both 0 at bar 0, smoothed by yj = (13/14)·y(j−1) + (1/14)·xj from y0 = 0;
 *       100 − 100/(1 + up/down); 100 without a loss.
 *   <li>MACD: EMA12 − EMA26; its signal: the EMA recursion with a = 0.2, seeded with the MACD of bar 25.
 *   <li>ATR(14): mean of the true ranges of bars 0 to 13, then (13·atr + tr)/14.
 *   <li>volume ratio: volume over the mean of the last 20; support and resistance: lowest low and highest high of the last
 *       20, the bar itself included.
 * </ul>
 *
 * @param close close of the bar, in rupees
 * @param bbMiddle also the simple moving average of 20
 * @param priceChange close over the close one bar before, minus 1
 * @param priceMomentum close over the close five bars before, minus 1
 */
public record Indicators(
    double close,
    double ema9,
    double ema21,
    double ema50,
    double bbUpper,
    double bbMiddle,
    double bbLower,
    double rsi,
    double macd,
    double macdSignal,
    double atr,
    double volumeSma,
    double volumeRatio,
    double support,
    double resistance,
    double priceChange,
    double priceMomentum) {}
