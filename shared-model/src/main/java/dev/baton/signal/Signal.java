package dev.baton.signal;

import static java.util.Objects.requireNonNull;

import dev.baton.strategy.StrategySignal;

/**
 * A signal and the input it was computed from.
 *
 * @param key its identity
 * @param values entry, stop loss, target and confidence
 * @param input the fingerprint of the window
 * @param lacking number of bars that the window lacks without an explanation (ADR 39)
 */
public record Signal(SignalKey key, StrategySignal values, Fingerprint input, int lacking) {

  /** A signal of a window that lacks nothing. */
  public Signal(SignalKey key, StrategySignal values, Fingerprint input) {
    this(key, values, input, 0);
  }

  /**
   * @throws IllegalArgumentException if strategy or side of the values are not the key's, or the window does not end with
   *     the key's bar
   */
  public Signal {
    requireNonNull(key, "key is null");
    requireNonNull(values, "values is null");
    requireNonNull(input, "input is null");
    if (values.strategy() != key.strategy() || values.side() != key.side()) {
      throw new IllegalArgumentException("values " + values + " are not of the key " + key);
    }
    if (!input.lastBar().equals(key.barTime())) {
      throw new IllegalArgumentException(
          "window " + input + " does not end with the bar of " + key);
    }
  }
}
