package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.ShortInputs;

/**
 * Indicators of a window that grows bar by bar: recursive ones take one step a bar, those of the last 20 bars are read
 * from the columns when they are asked for. A window grown in one go and one grown over days pass through the same steps,
 * so they show the same bits. Not safe for use by several threads.
 */
final class GrownWindow {

  private static final int SPAN = 20;
  private static final int ATR_SPAN = 14;
  private static final int MACD_SEED = 25;
  private static final double RSI_ADDED = 1.0 / 14;
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

  /** Takes the newer bars of a window that this one grows into. */
  void growTo(CandleSeries window) {
    series = window;
    grow();
  }

  private void grow() {
    for (; bars < series.size(); bars++) {
      step(bars);
    }
  }

  private void step(int i) {
    double close = series.close(i);
    if (i == 0) {
      ema9 = close;
      ema12 = close;
      ema21 = close;
      ema26 = close;
      ema50 = close;
      atr = series.high(0) - series.low(0);
      return;
    }
    ema9Before = ema9;
    ema21Before = ema21;
    macdBefore = ema12 - ema26;
    signalBefore = signal;
    ema9 = ema(ema9, close, 9);
    ema12 = ema(ema12, close, 12);
    ema21 = ema(ema21, close, 21);
    ema26 = ema(ema26, close, 26);
    ema50 = ema(ema50, close, 50);
    double macd = ema12 - ema26;
    signal = i <= MACD_SEED ? macd : ema(signal, macd, 9);
    double move = close - series.close(i - 1);
    gain = RSI_KEPT * gain + RSI_ADDED * Math.max(move, 0);
    loss = RSI_KEPT * loss + RSI_ADDED * Math.max(-move, 0);
    stepAtr(i);
  }

  private void stepAtr(int i) {
    double before = series.close(i - 1);
    double range =
        Math.max(
            series.high(i) - series.low(i),
            Math.max(Math.abs(series.high(i) - before), Math.abs(series.low(i) - before)));
    if (i < ATR_SPAN) {
      atr += range;
      if (i == ATR_SPAN - 1) {
        atr /= ATR_SPAN;
      }
    } else {
      atr = (atr * (ATR_SPAN - 1) + range) / ATR_SPAN;
    }
  }

  private static double ema(double before, double value, int span) {
    double a = 2.0 / (span + 1);
    return (1 - a) * before + a * value;
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
      support = Math.min(support, series.low(i));
      resistance = Math.max(resistance, series.high(i));
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

  /** What the bar before the last one showed. */
  CrossingState before() {
    return new CrossingState(ema9Before, ema21Before, macdBefore, signalBefore);
  }

  /** What the short-selling rules look at. */
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
