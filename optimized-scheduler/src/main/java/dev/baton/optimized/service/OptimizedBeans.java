package dev.baton.optimized.service;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.CategorySettings;
import dev.baton.category.DueBars;
import dev.baton.market.CandleSource;
import dev.baton.optimized.cache.CacheBound;
import dev.baton.optimized.cache.CacheFigures;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.optimized.scan.UnifiedScan;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanResult;
import dev.baton.scan.WindowHoles;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Wires generation two. */
@Singleton
class OptimizedBeans {

  private static final Logger LOG = Logger.getLogger("dev.baton.optimized.cache");

  @Produces
  @Singleton
  CandleCache cache(
      CandleSource source,
      DueBars due,
      ReloadableCalendar calendar,
      SlotClock clock,
      OptimizedConfig config,
      SchedulerSettings settings,
      @ConfigProperty(name = "quarkus.cache.caffeine.\"candles\".maximum-size") long configured,
      @CacheName("candles") Cache cache) {
    long bound = CacheBound.of(settings.universe(), configured);
    if (bound > configured) {
      LOG.infof(
          "cache entries may be %s, not %s: the universe needs %s",
          bound, configured, CacheBound.needed(settings.universe()));
    }
    return new CandleCache(
        source,
        due,
        calendar,
        clock,
        new QuarkusSeriesStore(cache, bound),
        Duration.ofMinutes(config.cacheDurationMinutes()));
  }

  @Produces
  @Singleton
  ScanCore core(
      CandleCache cache,
      DueBars due,
      SlotClock clock,
      SchedulerSettings settings,
      WindowHoles holes,
      PriceBreaks breaks,
      OptimizedConfig config) {
    UnifiedScan scan =
        new UnifiedScan(
            cache,
            new BarEvaluation(due, new ColumnarEngine(), holes, breaks),
            clock,
            new UnifiedScan.Settings(
                config.maxConcurrentSymbols(),
                config.enableParallelAnalysis(),
                settings.categories().values().stream()
                    .map(CategorySettings::symbolTimeout)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()),
            MissingBarRule.DEFAULT);
    return config.logCacheStats() ? request -> logged(scan.scan(request), cache) : scan;
  }

  private static ScanResult logged(ScanResult result, CandleCache cache) {
    CacheFigures.Snapshot figures = cache.figures().snapshot();
    LOG.infof(
        "cache entries=%s lookups=%s hits=%s hit_rate=%s revisions=%s",
        cache.entries().keys().size(),
        figures.lookups().lookups(),
        figures.lookups().hits(),
        String.format(Locale.ROOT, "%.3f", figures.lookups().hitRate().orElse(0.0)),
        figures.revisions());
    return result;
  }
}
