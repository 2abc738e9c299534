package dev.baton.strategy;

public enum Side {
  BUY,
  SELL
}
