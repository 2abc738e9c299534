package dev.baton.replay.run;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.category.CategorySettings;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.category.Universe;
import dev.baton.enums.EnumMaps;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.legacy.scan.SequentialScan;
import dev.baton.market.CandleSource;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.cache.SeriesStore;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.optimized.scan.UnifiedScan;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.market.RecordedSource;
import dev.baton.replay.market.SteppedClock;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanCore;
import dev.baton.scan.TimeLimited;
import dev.baton.scan.WindowHoles;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Builds the scan cores that the services run, over recorded candles. */
final class Cores {

  /** One thread: a replay runs symbols in parallel. No time-out: a slow replay says nothing about a service. */
  static final UnifiedScan.Settings ONE_BY_ONE =
      new UnifiedScan.Settings(1, false, TimeLimited.UNLIMITED);

  private final RecordedCandles candles;
  private final TradingCalendar calendar;
  private final ReplaySettings settings;
  private final Map<Category, CategorySettings> withoutLimit;
  private final UnifiedScan.Settings unified;

  /**
   * @param unified settings of unified scans: they must make no difference
   */
  Cores(
      RecordedCandles candles,
      TradingCalendar calendar,
      Universe universe,
      ReplaySettings settings,
      UnifiedScan.Settings unified) {
    this.candles = candles;
    this.calendar = calendar;
    this.settings = settings;
    this.withoutLimit =
        EnumMaps.each(
            Category.class, of -> new CategorySettings(of, universe.of(of), TimeLimited.UNLIMITED));
    this.unified = unified;
  }

  Duration fetchLag() {
    return settings.fetchLag();
  }

  /** Both generations evaluate by the same ones. */
  RulesInForce rules() {
    return RulesInForce.of(settings.holes(candles.facts()), settings.breaks(candles.facts()));
  }

  /** A core with an empty cache; it sees what has happened at that clock. */
  ScanCore core(Generation generation, SteppedClock clock, Injection injection) {
    return core(generation, clock, injection, UnaryOperator.identity());
  }

  /** The same over a source that is laid around the recorded one. */
  ScanCore core(
      Generation generation,
      SteppedClock clock,
      Injection injection,
      UnaryOperator<CandleSource> around) {
    CandleSource source =
        injection.source(
            around.apply(new RecordedSource(candles, calendar, clock)), candles, calendar, clock);
    WindowHoles holes = settings.holes(candles.facts());
    PriceBreaks breaks = settings.breaks(candles.facts());
    BarSelection due = injection.selection(new DueBars(calendar), calendar);
    return injection.core(
        switch (generation) {
          case LEGACY ->
              new SequentialScan(
                  source,
                  new BarEvaluation(
                      due,
                      injection.engine(new RememberingEngine(new Ta4jEngine())),
                      holes,
                      breaks),
                  clock,
                  withoutLimit,
                  MissingBarRule.DEFAULT);
          case OPTIMIZED ->
              new UnifiedScan(
                  new CandleCache(
                      source,
                      due,
                      () -> calendar,
                      clock,
                      SeriesStore.inMemory(),
                      settings.cacheDuration()),
                  new BarEvaluation(due, injection.engine(new ColumnarEngine()), holes, breaks),
                  clock,
                  unified,
                  MissingBarRule.DEFAULT);
        });
  }
}
