package dev.baton.synthetic;

import dev.baton.calendar.Session;
import dev.baton.market.Candle;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One synthetic stock, session by session: each starts from the close of the one before.
 *
 * <p>Volatility follows a GARCH(1,1) process (Bollerslev 1986); the five-minute noise and the volume are U-shaped over the
 * session; the day's path ends where the day's script says; on some days a sell-off turns into a sharp rebound within the
 * hour, or a spike into a slide.
 */
final class SyntheticStock {

  private static final double ALPHA = 0.08;
  private static final double BETA = 0.88;
  private static final double LONG_RUN = 0.011 * 0.011;

  private final SplittableRandom random;
  private final DayScript script;
  private final double dailyVolume;
  private double variance = LONG_RUN;
  private final double firstPrice;
  private double price;

  SyntheticStock(Symbol symbol, long seed) {
    random = new SplittableRandom(seed ^ 0x9E3779B97F4A7C15L * symbol.value().hashCode());
    script = new DayScript(random.split());
    price = StrictMath.exp(5.5 + 3 * random.nextDouble());
    firstPrice = price;
    dailyVolume = 4e9 / price * StrictMath.exp(0.5 * random.nextGaussian());
  }

  /** The session's bars. */
  List<Candle> session(Session session, double marketMove) {
    DayScript.Day day = script.next();
    double sigma = Math.sqrt(variance) * day.noise();
    double gap = day.gap() + 0.35 * sigma * random.nextGaussian() + 0.3 * marketMove * day.noise();
    if (random.nextInt(60) == 0) {
      gap += (random.nextBoolean() ? 1 : -1) * (0.015 + 0.02 * random.nextDouble());
    }
    double body = day.body() + 0.8 * sigma * random.nextGaussian() + 0.7 * marketMove * day.noise();
    variance =
        (1 - ALPHA - BETA) * LONG_RUN + ALPHA * square(gap + body - day.body()) + BETA * variance;
    // A cap keeps a long history in range.
    variance = Math.min(variance, 9 * LONG_RUN);
    // The price returns slowly to its first one, and stays that of a large company over years.
    body -= 0.002 * StrictMath.log(price / firstPrice);

    int bars =
        (int) ((session.continuousEnd().toSecondOfDay() - session.open().toSecondOfDay()) / 300L);
    double open = price * (1 + gap);
    double[] path = path(bars, body, day, sigma);
    double activity = dailyVolume * day.volume() * StrictMath.exp(0.25 * random.nextGaussian());
    List<Candle> candles = new ArrayList<>(bars);
    Instant time = session.openAt();
    double last = open;
    for (int i = 0; i < bars; i++) {
      double close = open * StrictMath.exp(path[i]);
      candles.add(bar(time.plusSeconds(300L * i), last, close, i, bars, sigma, activity));
      last = close;
    }
    price = last;
    return candles;
  }

  /** Logarithms of the closes against the session's open; the last is the body. */
  private double[] path(int bars, double body, DayScript.Day day, double sigma) {
    double[] path = new double[bars];
    double step = Math.max(0.0006, (0.7 * sigma + 0.001) / Math.sqrt(bars));
    double sum = 0;
    double wave = 0;
    for (int i = 0; i < bars; i++) {
      if (random.nextInt(14) == 0) {
        wave = random.nextGaussian() * 0.35;
      }
      sum += step * (wave + random.nextGaussian()) * (0.7 + 0.6 * edge(i, bars));
      path[i] = sum;
    }
    boolean turns = day.noise() > 0.3 && random.nextInt(7) == 0;
    int turn = turns && bars > 40 ? 18 + random.nextInt(bars - 40) : -1;
    double sign = random.nextInt(3) == 0 ? -1 : 1;
    double end = path[bars - 1];
    double total = StrictMath.log1p(body);
    for (int i = 0; i < bars; i++) {
      double share = (i + 1.0) / bars;
      double arch = 4 * share * (1 - share);
      path[i] += share * (total - end) + day.wick() * arch;
      if (turn >= 0) {
        path[i] += sign * 0.024 * turnShape(i - turn);
      }
    }
    return path;
  }

  /** A slide of ten bars, two flat ones, one that recovers all of it and more, and then a fade. */
  private static double turnShape(int bar) {
    if (bar <= -12) {
      return 0;
    }
    if (bar <= 0) {
      return Math.max(-0.9, -0.09 * (bar + 12));
    }
    return Math.max(0, 0.3 * (1 - (bar - 1) / 14.0));
  }

  private Candle bar(
      Instant time, double open, double close, int i, int bars, double sigma, double activity) {
    double wick = (0.0004 + 0.05 * sigma) * open;
    double o = tick(open);
    double c = tick(close);
    double high =
        Math.max(
            Math.max(o, c), tick(Math.max(open, close) + wick * Math.abs(random.nextGaussian())));
    double low =
        Math.min(
            Math.min(o, c), tick(Math.min(open, close) - wick * Math.abs(random.nextGaussian())));
    double excitement = 1 + 150 * Math.abs(close / open - 1);
    double share = (0.6 + 1.6 * edge(i, bars)) / bars;
    long volume =
        (long) (activity * share * excitement * StrictMath.exp(0.35 * random.nextGaussian()));
    return new Candle(time, o, high, low, c, volume);
  }

  /** 1 at the session's ends, 0 in the middle. */
  private static double edge(int i, int bars) {
    double x = 2.0 * i / Math.max(1, bars - 1) - 1;
    return x * x;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double tick(double price) {
    return Math.max(1, Math.round(price * 20)) / 20.0;
  }
}
