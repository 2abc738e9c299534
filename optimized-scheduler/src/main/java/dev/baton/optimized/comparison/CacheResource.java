package dev.baton.optimized.comparison;

import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CacheFigures;
import dev.baton.optimized.cache.CachedSeries;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.optimized.cache.SeriesKey;
import dev.baton.runtime.clock.SlotClock;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The candle cache. */
@Path("/api/scheduler/cache")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CacheResource {

  /** As in the replaced system: symbols with candles, and those of them that a scan could use now without a call. */
  public record Summary(int totalCachedSymbols, int validCacheEntries, List<String> symbols) {}

  /**
   * A symbol's entries.
   *
   * @param isValid whether all of them could serve a scan now without a call
   * @param lastUpdated market time of the newest fetch
   * @param candleCount daily candles
   * @param hasHourlyData whether hours can be derived from its five-minute candles
   * @param hasMinuteData whether it has five-minute candles
   */
  public record Details(
      String symbol,
      boolean isValid,
      Instant lastUpdated,
      int candleCount,
      int minuteCandleCount,
      boolean hasHourlyData,
      boolean hasMinuteData) {}

  /**
   * Counts since the start of the service.
   *
   * @param hitRate 0 to 1; 0 without a lookup
   * @param revisions series that were fetched whole because known bars came back changed or with new bars among them
   */
  public record Counts(long lookups, long hits, long misses, double hitRate, long revisions) {}

  public record Stats(
      Summary summary, Counts counts, List<Details> cacheDetails, Instant timestamp) {}

  public record Cleared(boolean success, int symbolsCleared, Instant timestamp) {}

  private final CandleCache cache;
  private final SlotClock clock;

  CacheResource(CandleCache cache, SlotClock clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @GET
  @Path("/stats")
  @Operation(summary = "What is cached, what of it is valid now, and real hits and misses")
  public Stats stats() {
    CacheFigures.Snapshot counts = cache.figures().snapshot();
    return new Stats(
        summary(cache, clock.now()),
        new Counts(
            counts.lookups().lookups(),
            counts.lookups().hits(),
            counts.lookups().misses(),
            counts.lookups().hitRate().orElse(0.0),
            counts.revisions()),
        details(clock.now()),
        clock.now());
  }

  @POST
  @Path("/clear")
  @Operation(summary = "Drops all candles; the next scan fetches them whole")
  public Cleared clear() {
    return new Cleared(true, cache.clear().size(), clock.now());
  }

  static Summary summary(CandleCache cache, Instant now) {
    Map<Symbol, List<SeriesKey>> symbols = bySymbol(cache);
    int valid =
        (int)
            symbols.values().stream()
                .filter(keys -> keys.stream().allMatch(key -> cache.validAt(key, now)))
                .count();
    return new Summary(
        symbols.size(), valid, symbols.keySet().stream().map(Symbol::value).toList());
  }

  private static Map<Symbol, List<SeriesKey>> bySymbol(CandleCache cache) {
    Map<Symbol, List<SeriesKey>> symbols = new TreeMap<>();
    cache
        .entries()
        .keys()
        .forEach(key -> symbols.computeIfAbsent(key.symbol(), _ -> new ArrayList<>()).add(key));
    return symbols;
  }

  private List<Details> details(Instant now) {
    List<Details> details = new ArrayList<>();
    bySymbol(cache)
        .forEach(
            (symbol, keys) ->
                keys.stream()
                    .flatMap(key -> cache.entries().get(key).stream())
                    .map(CachedSeries::fetchedAt)
                    .max(Comparator.naturalOrder())
                    .ifPresent(
                        updated ->
                            details.add(
                                new Details(
                                    symbol.value(),
                                    keys.stream().allMatch(key -> cache.validAt(key, now)),
                                    updated,
                                    size(symbol, Timeframe.ONE_DAY),
                                    size(symbol, Timeframe.FIVE_MINUTES),
                                    size(symbol, Timeframe.FIVE_MINUTES) > 0,
                                    size(symbol, Timeframe.FIVE_MINUTES) > 0))));
    return details;
  }

  private int size(Symbol symbol, Timeframe timeframe) {
    return cache
        .entries()
        .get(new SeriesKey(symbol, timeframe))
        .map(entry -> entry.series().size())
        .orElse(0);
  }
}
