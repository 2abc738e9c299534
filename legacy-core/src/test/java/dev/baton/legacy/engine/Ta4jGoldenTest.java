package dev.baton.legacy.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.golden.GoldenSuite;

class Ta4jGoldenTest extends GoldenSuite {

  @Override
  protected SignalEngine engine() {
    return new Ta4jEngine();
  }

  @Override
  protected Indicators indicators(CandleSeries window) {
    return new Ta4jEngine().indicators(window);
  }
}
