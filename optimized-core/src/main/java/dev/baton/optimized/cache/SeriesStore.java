package dev.baton.optimized.cache;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The store of cache entries. Safe for use by several threads. */
public interface SeriesStore {

  Optional<CachedSeries> get(SeriesKey key);

  /** Stores the entry; it replaces an older one. */
  void put(SeriesKey key, CachedSeries series);

  Set<SeriesKey> keys();

  void clear();

  /** A store in a map, for tests and replays. */
  static SeriesStore inMemory() {
    ConcurrentHashMap<SeriesKey, CachedSeries> map = new ConcurrentHashMap<>();
    return new SeriesStore() {
      @Override
      public Optional<CachedSeries> get(SeriesKey key) {
        return Optional.ofNullable(map.get(key));
      }

      @Override
      public void put(SeriesKey key, CachedSeries series) {
        map.put(key, series);
      }

      @Override
      public Set<SeriesKey> keys() {
        return Set.copyOf(map.keySet());
      }

      @Override
      public void clear() {
        map.clear();
      }
    };
  }
}
