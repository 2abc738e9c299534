package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.signal.Signal;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.util.Locale;

/** What an evaluation found at a bar, published or not. */
public record StrategySide(Strategy strategy, Side side) {

  public StrategySide {
    requireNonNull(strategy, "strategy is null");
    requireNonNull(side, "side is null");
  }

  public static StrategySide of(Signal signal) {
    return new StrategySide(signal.key().strategy(), signal.key().side());
  }

  /** The form kept in the database: {@code ema_crossover BUY}. */
  public String label() {
    return strategy.label() + " " + side;
  }

  /**
   * The reverse of {@link #label}.
   *
   * @throws IllegalArgumentException if there is no such strategy or side
   */
  public static StrategySide ofLabel(String label) {
    String[] parts = label.split(" ");
    if (parts.length != 2) {
      throw new IllegalArgumentException("'" + label + "' is not a strategy and a side");
    }
    return new StrategySide(
        Strategy.valueOf(parts[0].toUpperCase(Locale.ROOT)), Side.valueOf(parts[1]));
  }
}
