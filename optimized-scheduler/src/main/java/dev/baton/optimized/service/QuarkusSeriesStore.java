package dev.baton.optimized.service;

import dev.baton.optimized.cache.CachedSeries;
import dev.baton.optimized.cache.SeriesKey;
import dev.baton.optimized.cache.SeriesStore;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CaffeineCache;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Keeps the entries in a quarkus-cache, so that its bounds and metrics apply. */
final class QuarkusSeriesStore implements SeriesStore {

  private final CaffeineCache cache;

  /**
   * @param bound the most entries it holds
   */
  QuarkusSeriesStore(Cache cache, long bound) {
    this.cache = cache.as(CaffeineCache.class);
    this.cache.setMaximumSize(bound);
  }

  @Override
  public Optional<CachedSeries> get(SeriesKey key) {
    CompletableFuture<CachedSeries> entry = cache.getIfPresent(key);
    return Optional.ofNullable(entry).map(CompletableFuture::join);
  }

  @Override
  public void put(SeriesKey key, CachedSeries series) {
    cache.put(key, CompletableFuture.completedFuture(series));
  }

  @Override
  public Set<SeriesKey> keys() {
    return cache.keySet().stream()
        .map(SeriesKey.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void clear() {
    cache.invalidateAll().await().indefinitely();
  }
}
