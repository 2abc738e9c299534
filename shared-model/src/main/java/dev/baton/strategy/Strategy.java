package dev.baton.strategy;

import java.util.Locale;

/** The strategies, in their order of evaluation. Their rules are in {@code StrategyRules}. */
public enum Strategy {
  EMA_CROSSOVER,
  BOLLINGER_BANDS,
  MOMENTUM,
  SHORT_SELLING_OVERBOUGHT,
  SHORT_SELLING_DIVERGENCE,
  SHORT_SELLING_GAP_MOMENTUM;

  /** The lower-case name used in JSON, in the database and in messages, for example {@code ema_crossover}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
