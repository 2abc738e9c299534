package dev.baton.strategy;

/** What the bar before the evaluated one showed, so that a crossing can be seen. */
public record CrossingState(double ema9, double ema21, double macd, double macdSignal) {}
