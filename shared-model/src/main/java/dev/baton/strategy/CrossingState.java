package dev.baton.strategy;

/** Averages at the bar before the evaluated one, from which a rule sees a crossing. Rupees. */
public record CrossingState(double ema9, double ema21, double macd, double macdSignal) {}
