package dev.baton.strategy;

import dev.baton.enums.Labelled;

/** The strategies, in their order of evaluation. Their rules are in {@code StrategyRules}. */
public enum Strategy implements Labelled {
  EMA_CROSSOVER,
  BOLLINGER_BANDS,
  MOMENTUM,
  SHORT_SELLING_OVERBOUGHT,
  SHORT_SELLING_DIVERGENCE,
  SHORT_SELLING_GAP_MOMENTUM;
}
