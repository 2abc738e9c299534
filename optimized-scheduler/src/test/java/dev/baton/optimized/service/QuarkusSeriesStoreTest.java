package dev.baton.optimized.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Universe;
import dev.baton.enums.EnumMaps;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CacheBound;
import dev.baton.optimized.cache.CachedSeries;
import dev.baton.optimized.cache.SeriesKey;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheImpl;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuarkusSeriesStoreTest {

  private static final LocalDate DATE = LocalDate.of(2026, 6, 10);

  @Test
  void holdsTwoTimeframesOfEverySymbolOfAUniverseThatIsLargerThanTheSetting() {
    // given: room for 20 entries, and a universe that needs 120
    List<Symbol> symbols =
        IntStream.rangeClosed(1, 60).mapToObj(i -> Symbol.of("SYM" + i)).toList();
    Universe universe = new Universe(EnumMaps.each(Category.class, _ -> symbols));
    CaffeineCacheInfo info = new CaffeineCacheInfo();
    info.name = "candles";
    info.maximumSize = 20L;
    QuarkusSeriesStore store =
        new QuarkusSeriesStore(
            new CaffeineCacheImpl(info, false), CacheBound.of(universe, info.maximumSize));

    // when each is asked for in turn, twice
    for (int round = 0; round < 2; round++) {
      for (Symbol symbol : symbols) {
        for (Timeframe timeframe : List.of(Timeframe.FIVE_MINUTES, Timeframe.ONE_DAY)) {
          store.get(new SeriesKey(symbol, timeframe));
          store.put(new SeriesKey(symbol, timeframe), entry(symbol, timeframe));
        }
      }
    }

    // then
    assertThat(store.keys()).hasSize(120);
    assertThat(symbols)
        .allMatch(symbol -> store.get(new SeriesKey(symbol, Timeframe.ONE_DAY)).isPresent());
  }

  private static CachedSeries entry(Symbol symbol, Timeframe timeframe) {
    return new CachedSeries(
        CandleSeries.empty(symbol, timeframe), DATE, MarketTime.startOf(DATE), DATE);
  }
}
