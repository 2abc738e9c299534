package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.ShortInputs;

/**
 * The indicators of a window that grows bar by bar. Recursive indicators take one step for each bar; those over the last 20 bars
 * are computed from the columns on request. A window grown at once and one grown over days take the same steps, so they give
 * the same bits. Not safe for use by several threads.
 */
final class GrownWindow {

  private static final int SPAN = 20;
  private static final int ATR_SPAN = 14;
  private static final int MACD_SEED = 25;
  private static final double A9 = 2.0 / (9 + 1);
  private static final double A12 = 2.0 / (12 + 1);
  private static final double A21 = 2.0 / (21 + 1);
  private static final double A26 = 2.0 / (26 + 1);
  private static final double A50 = 2.0 / (50 + 1);
  private static final double RSI_ADDED = 1.0 / 14;
  private static final double HALF_RSI_ADDED = RSI_ADDED / 2;
  private static final double RSI_KEPT = 1 - 1.0 / 14;

  private CandleSeries series;
  private int bars;
  private double ema9;
  private double ema12;
  private double ema21;
  private double ema26;
  private double ema50;
  private double signal;
  private double gain;
  private double loss;
  private double atr;
  private double ema9Before;
  private double ema21Before;
  private double macdBefore;
  private double signalBefore;

  GrownWindow(CandleSeries window) {
    series = window;
    grow();
  }

  /** Whether that window is this one, or this one with newer bars. */
  boolean growsInto(CandleSeries window) {
    return series.isPrefixOf(window);
  }

  /** Adds the newer bars of a window that this one grows into. */
  void growTo(CandleSeries window) {
    series = window;
    grow();
  }

  private void grow() {
    int end = series.size();
    if (bars == 0) {
      begin();
    }
    stepTo(end - 1);
    if (bars < end) {
      ema9Before = ema9;
      ema21Before = ema21;
      macdBefore = ema12 - ema26;
      signalBefore = signal;
      stepTo(end);
    }
  }

  /** Keeps the state in local variables from bar to bar, because a field would be written to memory at each bar. */
  private void stepTo(int end) {
    CandleSeries columns = series;
    double e9 = ema9;
    double e12 = ema12;
    double e21 = ema21;
    double e26 = ema26;
    double e50 = ema50;
    double smoothed = signal;
    double up = gain;
    double down = loss;
    double range = atr;
    double before = columns.close(bars - 1);
    for (int i = bars; i < end; i++) {
      double close = columns.close(i);
      e9 = (1 - A9) * e9 + A9 * close;
      e12 = (1 - A12) * e12 + A12 * close;
      e21 = (1 - A21) * e21 + A21 * close;
      e26 = (1 - A26) * e26 + A26 * close;
      e50 = (1 - A50) * e50 + A50 * close;
      double macd = e12 - e26;
      smoothed = i <= MACD_SEED ? macd : (1 - A9) * smoothed + A9 * macd;
      double move = close - before;
      double distance = Math.abs(move);
      up = RSI_KEPT * up + HALF_RSI_ADDED * (distance + move);
      down = RSI_KEPT * down + HALF_RSI_ADDED * (distance - move);
      range = atr(range, i, columns.high(i), columns.low(i), before);
      before = close;
    }
    ema9 = e9;
    ema12 = e12;
    ema21 = e21;
    ema26 = e26;
    ema50 = e50;
    signal = smoothed;
    gain = up;
    loss = down;
    atr = range;
    bars = Math.max(bars, end);
  }

  private void begin() {
    double close = series.close(0);
    ema9 = close;
    ema12 = close;
    ema21 = close;
    ema26 = close;
    ema50 = close;
    atr = series.high(0) - series.low(0);
    bars = 1;
  }

  /** The sum of the true ranges so far until bar 12, and their average from bar 13 on. */
  private static double atr(double before, int i, double high, double low, double closeBefore) {
    double range = Math.max(high, closeBefore) - Math.min(low, closeBefore);
    if (i >= ATR_SPAN) {
      return (before * (ATR_SPAN - 1) + range) / ATR_SPAN;
    }
    double sum = before + range;
    return i == ATR_SPAN - 1 ? sum / ATR_SPAN : sum;
  }

  /** The indicators at the last bar; the window has at least 50. */
  Indicators indicators() {
    int last = bars - 1;
    double close = series.close(last);
    double sum = 0;
    double volume = 0;
    double support = Double.POSITIVE_INFINITY;
    double resistance = Double.NEGATIVE_INFINITY;
    for (int i = bars - SPAN; i < bars; i++) {
      sum += series.close(i);
      volume += series.volume(i);
      double low = series.low(i);
      double high = series.high(i);
      support = low < support ? low : support;
      resistance = high > resistance ? high : resistance;
    }
    double middle = sum / SPAN;
    double band = 2 * Math.sqrt(squares(middle) / SPAN);
    double volumeSma = volume / SPAN;
    return new Indicators(
        close,
        ema9,
        ema21,
        ema50,
        middle + band,
        middle,
        middle - band,
        rsi(gain, loss),
        ema12 - ema26,
        signal,
        atr,
        volumeSma,
        series.volume(last) / volumeSma,
        support,
        resistance,
        close / series.close(last - 1) - 1,
        close / series.close(last - 5) - 1);
  }

  /** The averages at the bar before the last one. */
  CrossingState before() {
    return new CrossingState(ema9Before, ema21Before, macdBefore, signalBefore);
  }

  ShortInputs shortInputs() {
    int last = bars - 1;
    double sum = 0;
    for (int i = bars - SPAN; i < bars; i++) {
      sum += series.close(i);
    }
    double middle = sum / SPAN;
    return new ShortInputs(
        bars,
        meanRsi(last),
        meanRsi(last - 5),
        middle + 2 * Math.sqrt(squares(middle) / (SPAN - 1)),
        series.close(last - 5),
        bar(last),
        bar(last - 1),
        bar(last - 2));
  }

  private double squares(double mean) {
    double squares = 0;
    for (int i = bars - SPAN; i < bars; i++) {
      double distance = series.close(i) - mean;
      squares += distance * distance;
    }
    return squares;
  }

  private double meanRsi(int last) {
    double gains = 0;
    double losses = 0;
    for (int i = last - 13; i <= last; i++) {
      double move = series.close(i) - series.close(i - 1);
      gains += Math.max(move, 0);
      losses += Math.max(-move, 0);
    }
    return rsi(gains / 14, losses / 14);
  }

  private static double rsi(double gain, double loss) {
    return loss == 0 ? 100 : 100 - 100 / (1 + gain / loss);
  }

  private ShortInputs.Bar bar(int i) {
    return new ShortInputs.Bar(series.open(i), series.high(i), series.low(i), series.close(i));
  }
}
