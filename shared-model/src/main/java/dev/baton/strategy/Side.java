package dev.baton.strategy;

/** The direction of a signal. */
public enum Side {
  BUY,
  SELL
}
