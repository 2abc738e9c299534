package dev.baton.legacy.service;

import dev.baton.category.DueBars;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.legacy.scan.SequentialScan;
import dev.baton.market.CandleSource;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.ScanCore;
import dev.baton.scan.WindowHoles;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires generation one. */
@Singleton
class LegacyBeans {

  @Produces
  @Singleton
  ScanCore core(
      CandleSource source,
      DueBars due,
      SlotClock clock,
      SchedulerSettings settings,
      WindowHoles holes,
      PriceBreaks breaks) {
    return new SequentialScan(
        source,
        new BarEvaluation(due, new Ta4jEngine(), holes, breaks),
        clock,
        settings.categories(),
        MissingBarRule.DEFAULT);
  }
}
