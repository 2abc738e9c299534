package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.CrossingState;
import dev.baton.strategy.Indicators;

/**
 * The formulas of {@link Indicators}, each computed by itself over the whole window in plain double arithmetic. Faster code has
 * to give the same bits.
 */
final class WrittenDown {

  private WrittenDown() {}

  static Indicators indicators(CandleSeries window) {
    int last = window.size() - 1;
    double close = window.close(last);
    double closes = 0;
    double volumes = 0;
    double support = Double.POSITIVE_INFINITY;
    double resistance = Double.NEGATIVE_INFINITY;
    for (int i = last - 19; i <= last; i++) {
      closes += window.close(i);
      volumes += window.volume(i);
      support = Math.min(support, window.low(i));
      resistance = Math.max(resistance, window.high(i));
    }
    double middle = closes / 20;
    double squares = 0;
    for (int i = last - 19; i <= last; i++) {
      squares += (window.close(i) - middle) * (window.close(i) - middle);
    }
    double band = 2 * Math.sqrt(squares / 20);
    return new Indicators(
        close,
        ema(window, last, 9),
        ema(window, last, 21),
        ema(window, last, 50),
        middle + band,
        middle,
        middle - band,
        rsi(window),
        macd(window, last),
        macdSignal(window, last),
        atr(window),
        volumes / 20,
        window.volume(last) / (volumes / 20),
        support,
        resistance,
        close / window.close(last - 1) - 1,
        close / window.close(last - 5) - 1);
  }

  static CrossingState before(CandleSeries window) {
    int before = window.size() - 2;
    return new CrossingState(
        ema(window, before, 9),
        ema(window, before, 21),
        macd(window, before),
        macdSignal(window, before));
  }

  private static double ema(CandleSeries window, int at, int span) {
    double a = 2.0 / (span + 1);
    double value = window.close(0);
    for (int i = 1; i <= at; i++) {
      value = (1 - a) * value + a * window.close(i);
    }
    return value;
  }

  private static double macd(CandleSeries window, int at) {
    return ema(window, at, 12) - ema(window, at, 26);
  }

  private static double macdSignal(CandleSeries window, int at) {
    double a = 2.0 / (9 + 1);
    double value = macd(window, 25);
    for (int i = 26; i <= at; i++) {
      value = (1 - a) * value + a * macd(window, i);
    }
    return value;
  }

  private static double rsi(CandleSeries window) {
    double up = 0;
    double down = 0;
    for (int i = 1; i < window.size(); i++) {
      double move = window.close(i) - window.close(i - 1);
      up = (1 - 1.0 / 14) * up + 1.0 / 14 * Math.max(move, 0);
      down = (1 - 1.0 / 14) * down + 1.0 / 14 * Math.max(-move, 0);
    }
    return down == 0 ? 100 : 100 - 100 / (1 + up / down);
  }

  private static double atr(CandleSeries window) {
    double sum = window.high(0) - window.low(0);
    for (int i = 1; i < 14; i++) {
      sum += trueRange(window, i);
    }
    double value = sum / 14;
    for (int i = 14; i < window.size(); i++) {
      value = (value * 13 + trueRange(window, i)) / 14;
    }
    return value;
  }

  private static double trueRange(CandleSeries window, int i) {
    double before = window.close(i - 1);
    return Math.max(
        window.high(i) - window.low(i),
        Math.max(Math.abs(window.high(i) - before), Math.abs(window.low(i) - before)));
  }
}
