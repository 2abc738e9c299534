package dev.baton.optimized.engine;

import dev.baton.market.CandleSeries;
import dev.baton.strategy.Indicators;
import dev.baton.strategy.SignalEngine;
import dev.baton.strategy.golden.GoldenSuite;

class ColumnarGoldenTest extends GoldenSuite {

  @Override
  protected SignalEngine engine() {
    return new ColumnarEngine();
  }

  @Override
  protected Indicators indicators(CandleSeries window) {
    return new ColumnarEngine().indicators(window);
  }
}
