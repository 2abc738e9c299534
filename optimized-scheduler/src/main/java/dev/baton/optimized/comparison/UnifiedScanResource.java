package dev.baton.optimized.comparison;

import dev.baton.category.Category;
import dev.baton.category.ScanJob;
import dev.baton.market.Symbol;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.rest.Problems;
import dev.baton.runtime.rest.RequestValues;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * A scan on demand, to try it out: over the real cache and the real broker, at the market time of the request. It publishes
 * nothing; signals come from the schedule's slots alone.
 */
@Path("/api/scheduler/test/unified-scan")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class UnifiedScanResource {

  /**
   * What it did.
   *
   * @param success whether no symbol failed
   * @param executionTimeSeconds real time
   * @param calls broker calls that it cost
   * @param outcomes number of (category, symbol) pairs by how they ended
   * @param signalsFound signals of the bars that were due; not published
   */
  public record Answer(
      boolean success,
      List<String> categories,
      double executionTimeSeconds,
      CacheResource.Summary cacheStats,
      int calls,
      Map<String, Long> outcomes,
      int signalsFound,
      Instant timestamp) {}

  private final ScanCore core;
  private final CandleCache cache;
  private final SchedulerSettings settings;
  private final SlotClock clock;
  private final Ownership ownership;
  private final Duration fetchLag;
  private final Semaphore one = new Semaphore(1);

  UnifiedScanResource(
      ScanCore core,
      CandleCache cache,
      SchedulerSettings settings,
      SlotClock clock,
      Ownership ownership,
      BatonConfig config) {
    this.core = core;
    this.cache = cache;
    this.settings = settings;
    this.clock = clock;
    this.ownership = ownership;
    this.fetchLag = config.fetchLag();
  }

  @POST
  @Operation(
      summary =
          "Scans these categories now, all if none is given; 409 while another such scan runs")
  public Answer scan(@QueryParam("categories") Optional<String> categories)
      throws InterruptedException {
    Set<Category> wanted = RequestValues.categories(categories);
    if (!one.tryAcquire()) {
      throw Problems.conflict("a scan on demand is running; ask again when it has ended");
    }
    try {
      Map<Category, List<Symbol>> symbols = new EnumMap<>(Category.class);
      wanted.forEach(category -> symbols.put(category, settings.symbols(category)));
      // What it fetches stays in the cache, so it asks for no bar that a slot would not ask for
      // yet.
      Instant newest = clock.now().minus(fetchLag);
      return answer(
          wanted, core.scan(new ScanRequest(newest, symbols, longest(wanted), false, ownership)));
    } finally {
      one.release();
    }
  }

  /** Returns how long the longest job for these categories may take. */
  private Duration longest(Set<Category> wanted) {
    return settings.jobs().stream()
        .filter(job -> job.categories().stream().anyMatch(wanted::contains))
        .map(ScanJob::timeout)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Answer answer(Set<Category> wanted, ScanResult result) {
    return new Answer(
        result.symbols().stream().noneMatch(symbol -> symbol.outcome().error()),
        wanted.stream().map(Category::label).toList(),
        result.duration().toNanos() / 1e9,
        CacheResource.summary(cache, clock.now()),
        result.calls(),
        result.symbols().stream()
            .map(SymbolResult::outcome)
            .collect(Collectors.groupingBy(SymbolResult.Outcome::label, Collectors.counting())),
        result.symbols().stream().mapToInt(symbol -> symbol.signals().size()).sum(),
        clock.now());
  }
}
