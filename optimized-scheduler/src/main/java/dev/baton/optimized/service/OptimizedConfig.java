package dev.baton.optimized.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The four settings that the replaced system documented. */
@ConfigMapping(prefix = "scheduler")
public interface OptimizedConfig {

  /** Symbols scanned at a time. */
  @WithDefault("5")
  @Min(1)
  @Max(50)
  int maxConcurrentSymbols();

  /** The longest age of an intraday cache entry, in minutes of market time; bar alignment usually ends it earlier. */
  @WithDefault("30")
  @Min(1)
  @Max(1440)
  int cacheDurationMinutes();

  /** Whether the categories of a symbol are evaluated in parallel. */
  @WithDefault("true")
  boolean enableParallelAnalysis();

  /** Whether each scan logs a line of cache figures. */
  @WithDefault("true")
  boolean logCacheStats();
}
