package dev.baton.synthetic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * The course of a synthetic stock, day by day: quiet stretches, and episodes of the kinds that traders know and strategies
 * look for.
 */
final class DayScript {

  /**
   * One day.
   *
   * @param gap the open against the close before, as a fraction
   * @param body the close against the open, as a fraction
   * @param wick how far the price rises above both before the close, as a fraction
   * @param noise the weight of the random part, 1 on a quiet day
   * @param volume the volume against a usual day
   */
  record Day(double gap, double body, double wick, double noise, double volume) {}

  private final RandomGenerator random;
  private final Deque<Day> ahead = new ArrayDeque<>();

  DayScript(RandomGenerator random) {
    this.random = random;
  }

  Day next() {
    if (ahead.isEmpty()) {
      quiet();
      switch (random.nextInt(4)) {
        case 0 -> blowOff();
        case 1 -> topping();
        case 2 -> capitulation();
        default -> trend();
      }
    }
    return ahead.poll();
  }

  private void quiet() {
    double drift = random.nextGaussian() * 0.002;
    for (int i = 3 + random.nextInt(7); i > 0; i--) {
      ahead.add(new Day(0, drift, 0, 1, 1));
    }
  }

  /** A trend that starts with a strong day. */
  private void trend() {
    double sign = random.nextBoolean() ? 1 : -1;
    ahead.add(new Day(sign * 0.006, sign * 0.02, 0.002, 0.4, 1.9));
    for (int i = 6 + random.nextInt(8); i > 0; i--) {
      ahead.add(new Day(0, sign * 0.005, 0, 0.8, 1.1));
    }
  }

  /** A rally whose last day goes far up and gives half of it back, on three times the volume. */
  private void blowOff() {
    rally(10 + random.nextInt(4));
    ahead.add(new Day(0.012, 0.012, 0.026, 0.1, 3.2));
    ahead.add(new Day(-0.004, -0.014, 0, 0.6, 1.6));
    drift(7 + random.nextInt(4), -0.010);
  }

  /** A rally that ends: an up day, a flat day, and a down day that opens lower. */
  private void topping() {
    rally(11 + random.nextInt(3));
    ahead.add(new Day(-0.002, -0.004, 0.002, 0.1, 1));
    ahead.add(new Day(0.001, 0.003, 0.002, 0.1, 0.9));
    ahead.add(new Day(0.002, 0.014, 0.002, 0.1, 1.2));
    ahead.add(new Day(0.001, 0.0003, 0.007, 0.05, 1.1));
    ahead.add(new Day(-0.003, -0.006, 0.001, 0.1, 1.3));
    drift(8 + random.nextInt(4), -0.011);
  }

  private void rally(int days) {
    for (int i = days; i > 0; i--) {
      ahead.add(new Day(0.001, 0.009 + 0.004 * random.nextDouble(), 0, 0.25, 1.1));
    }
  }

  /** A slump, a bounce that fails, and a gap down on high volume. */
  private void capitulation() {
    for (int i = 9 + random.nextInt(3); i > 0; i--) {
      ahead.add(new Day(-0.002, -0.013, 0, 0.3, 1.2));
    }
    for (int i = 4; i > 0; i--) {
      ahead.add(new Day(0.002, 0.011, 0, 0.2, 0.9));
    }
    ahead.add(new Day(-0.026, -0.002, 0.001, 0.05, 3.4));
    ahead.add(new Day(0.003, 0.01, 0, 0.7, 1.5));
    drift(7 + random.nextInt(4), 0.010);
  }

  /** The way back. It starts with a strong day, so that averages cross. */
  private void drift(int days, double body) {
    ahead.add(new Day(body / 4, 2 * body, 0, 0.3, 1.6));
    for (int i = days - 2; i > 0; i--) {
      ahead.add(new Day(0, body, 0, 0.5, 1.1));
    }
  }
}
