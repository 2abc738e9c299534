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

  private final Cache cache;

  QuarkusSeriesStore(Cache cache) {
    this.cache = cache;
  }

  private CaffeineCache caffeine() {
    return cache.as(CaffeineCache.class);
  }

  @Override
  public Optional<CachedSeries> get(SeriesKey key) {
    CompletableFuture<CachedSeries> entry = caffeine().getIfPresent(key);
    return Optional.ofNullable(entry).map(CompletableFuture::join);
  }

  @Override
  public void put(SeriesKey key, CachedSeries series) {
    caffeine().put(key, CompletableFuture.completedFuture(series));
  }

  @Override
  public Set<SeriesKey> keys() {
    return caffeine().keySet().stream()
        .map(SeriesKey.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void clear() {
    cache.invalidateAll().await().indefinitely();
  }
}
