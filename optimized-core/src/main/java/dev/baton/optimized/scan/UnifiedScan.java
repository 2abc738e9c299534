package dev.baton.optimized.scan;

import dev.baton.category.Category;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.repeat.Repetition.ShareRule;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.BarResults;
import dev.baton.scan.Lookups;
import dev.baton.scan.MarketClock;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.scan.TimeLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The optimized generation's scan: all categories at once, each candle fetched once, several symbols at a time. All categories of
 * a symbol see one snapshot of its candles.
 */
public final class UnifiedScan implements ScanCore {

  /**
   * The settings of a scan. With one symbol at a time, no parallel analysis, and {@link TimeLimited#UNLIMITED} both here and in
   * the request, everything runs in the calling thread.
   *
   * @param concurrentSymbols number of symbols at a time, 1 or more
   * @param parallelAnalysis whether the categories of a symbol are evaluated in parallel
   * @param symbolTimeout the longest one symbol may take, real time
   */
  public record Settings(int concurrentSymbols, boolean parallelAnalysis, Duration symbolTimeout) {

    public Settings {
      if (concurrentSymbols < 1) {
        throw new IllegalArgumentException(
            "concurrentSymbols " + concurrentSymbols + " is below 1");
      }
    }
  }

  /** The part of a symbol's time that its candles may take; the rest is for evaluating those that came. */
  private static final int LOADING_PERCENT = 90;

  private final CandleCache cache;
  private final BarEvaluation evaluation;
  private final MarketClock clock;
  private final Settings settings;
  private final MissingBarRule missingBar;

  public UnifiedScan(
      CandleCache cache,
      BarEvaluation evaluation,
      MarketClock clock,
      Settings settings,
      MissingBarRule missingBar) {
    this.cache = cache;
    this.evaluation = evaluation;
    this.clock = clock;
    this.settings = settings;
    this.missingBar = missingBar;
  }

  /** The categories that a symbol is scanned for, and what their timeframes need. */
  private record Need(Symbol symbol, List<Category> categories, Map<Timeframe, Fetch> fetches) {

    static Need of(ScanRequest request, Symbol symbol, List<Category> categories) {
      Map<Timeframe, Fetch> fetches = new EnumMap<>(Timeframe.class);
      for (Category category : categories) {
        Priority priority = request.priority(category, symbol);
        for (Timeframe timeframe : category.lookups()) {
          fetches.merge(timeframe, new Fetch(priority, new CallCount()), Fetch::higher);
        }
      }
      return new Need(symbol, List.copyOf(categories), Collections.unmodifiableMap(fetches));
    }

    int calls(Timeframe timeframe) {
      return Math.toIntExact(fetches.get(timeframe).calls().count());
    }
  }

  /**
   * The broker calls for one timeframe of a symbol.
   *
   * @param priority the highest of the categories that need it
   * @param calls counted outside the task, so the count survives a time-out
   */
  private record Fetch(Priority priority, CallCount calls) {

    Fetch higher(Fetch other) {
      return priority.compareTo(other.priority()) <= 0 ? this : other;
    }
  }

  /** The results of a symbol's scan, and the cost of each of its lookups. */
  private record Scanned(List<BarResults> results, List<Lookup> lookups, long endedAt) {}

  private record Lookup(Category category, int calls, boolean hit) {}

  /** One timeframe of a symbol's snapshot; the failure is null if there are candles. */
  private record Part(CandleSeries series, CandleFailure failure) {}

  @Override
  public ScanResult scan(ScanRequest request) throws InterruptedException {
    long began = System.nanoTime();
    List<Need> needs = needs(request);
    boolean inTurn = settings.concurrentSymbols() == 1 && TimeLimited.unlimited(request.limit());
    return result(request, inTurn ? inTurn(needs, request) : atOnce(needs, request, began), began);
  }

  /** Symbol after symbol in the calling thread. */
  private Map<Symbol, Scanned> inTurn(List<Need> needs, ScanRequest request)
      throws InterruptedException {
    Map<Symbol, Scanned> scanned = new LinkedHashMap<>();
    for (Need need : needs) {
      scanned.put(need.symbol(), within(need, request, settings.symbolTimeout()));
    }
    return scanned;
  }

  /** Several symbols at a time, each on a thread of its own. */
  private Map<Symbol, Scanned> atOnce(List<Need> needs, ScanRequest request, long began)
      throws InterruptedException {
    AtomicInteger waiting = new AtomicInteger(needs.size());
    Semaphore places = new Semaphore(settings.concurrentSymbols());
    Map<Need, FutureTask<Scanned>> tasks = new LinkedHashMap<>();
    for (Need need : needs) {
      tasks.put(
          need,
          TimeLimited.start(
              () -> {
                places.acquire();
                try {
                  return within(need, request, time(request, began, waiting.getAndDecrement()));
                } finally {
                  places.release();
                }
              }));
    }
    Map<Symbol, Scanned> scanned = new LinkedHashMap<>();
    try {
      for (Map.Entry<Need, FutureTask<Scanned>> task : tasks.entrySet()) {
        Duration left = TimeLimited.left(request.limit(), began);
        scanned.put(
            task.getKey().symbol(), ended(task.getValue(), left, task.getKey(), request.slot()));
      }
    } finally {
      tasks.values().forEach(task -> task.cancel(true));
    }
    return scanned;
  }

  /**
   * The time for the next symbol.
   *
   * @param waiting the number of symbols that have not begun, this one included
   */
  private Duration time(ScanRequest request, long began, int waiting) {
    return ShareRule.DEFAULT.of(
        settings.symbolTimeout(),
        TimeLimited.left(request.limit(), began),
        Math.ceilDiv(waiting, settings.concurrentSymbols()));
  }

  private static List<Need> needs(ScanRequest request) {
    Map<Symbol, List<Category>> categories = new LinkedHashMap<>();
    request
        .symbols()
        .forEach(
            (category, symbols) ->
                symbols.forEach(
                    symbol ->
                        categories.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(category)));
    List<Need> needs = new ArrayList<>();
    categories.forEach((symbol, of) -> needs.add(Need.of(request, symbol, of)));
    return needs;
  }

  private Scanned ended(FutureTask<Scanned> task, Duration left, Need need, Instant slot)
      throws InterruptedException {
    try {
      return TimeLimited.result(task, left);
    } catch (TimeoutException e) {
      return timedOut(need, slot, "the scan's time ran out");
    }
  }

  private Scanned within(Need need, ScanRequest request, Duration limit)
      throws InterruptedException {
    Instant slot = request.slot();
    try {
      return TimeLimited.call(() -> scan(need, request, limit), limit);
    } catch (TimeoutException e) {
      return timedOut(need, slot, TimeLimited.noResultWithin(limit));
    } catch (RuntimeException e) {
      return without(need, category -> evaluation.broken(category, need.symbol(), slot, e));
    }
  }

  private Scanned timedOut(Need need, Instant slot, String detail) {
    return without(
        need,
        category -> evaluation.without(category, need.symbol(), slot, Outcome.TIMED_OUT, detail));
  }

  private static Scanned without(Need need, Function<Category, SymbolResult> result) {
    return new Scanned(
        need.categories().stream().map(result).map(BarResults::new).toList(),
        lookups(need, Map.of()),
        System.nanoTime());
  }

  private Scanned scan(Need need, ScanRequest request, Duration limit) throws InterruptedException {
    Map<Timeframe, Part> snapshot =
        TimeLimited.unlimited(limit)
            ? loadInTurn(need, request.slot())
            : loadAtOnce(need, request.slot(), limit);
    List<BarResults> results = evaluate(need, request, snapshot, limit);
    return new Scanned(results, lookups(need, snapshot), System.nanoTime());
  }

  /** Without a limit none can take the time of another, and a replay needs no threads. */
  private Map<Timeframe, Part> loadInTurn(Need need, Instant slot) throws InterruptedException {
    Map<Timeframe, Part> snapshot = new EnumMap<>(Timeframe.class);
    for (Timeframe timeframe : need.fetches().keySet()) {
      snapshot.put(timeframe, load(need, timeframe, slot));
    }
    return snapshot;
  }

  /** Side by side: one that hangs is left out. It fails the categories that it decides, and takes no time of the others. */
  private Map<Timeframe, Part> loadAtOnce(Need need, Instant slot, Duration limit)
      throws InterruptedException {
    long began = System.nanoTime();
    Duration loading = limit.multipliedBy(LOADING_PERCENT).dividedBy(100);
    Map<Timeframe, FutureTask<Part>> tasks = new EnumMap<>(Timeframe.class);
    for (Timeframe timeframe : need.fetches().keySet()) {
      tasks.put(timeframe, TimeLimited.start(() -> load(need, timeframe, slot)));
    }
    Map<Timeframe, Part> snapshot = new EnumMap<>(Timeframe.class);
    try {
      for (Map.Entry<Timeframe, FutureTask<Part>> task : tasks.entrySet()) {
        try {
          snapshot.put(
              task.getKey(), TimeLimited.result(task.getValue(), TimeLimited.left(loading, began)));
        } catch (TimeoutException _) {
          // Without a part, its categories have timed out.
        }
      }
    } finally {
      tasks.values().forEach(task -> task.cancel(true));
    }
    return snapshot;
  }

  private List<BarResults> evaluate(
      Need need, ScanRequest request, Map<Timeframe, Part> snapshot, Duration limit)
      throws InterruptedException {
    Function<Category, BarResults> result =
        category -> result(need.symbol(), category, request, snapshot, limit);
    if (!settings.parallelAnalysis() || need.categories().size() == 1) {
      return need.categories().stream().map(result).toList();
    }
    List<FutureTask<BarResults>> tasks =
        need.categories().stream()
            .map(category -> TimeLimited.start(() -> result.apply(category)))
            .toList();
    List<BarResults> results = new ArrayList<>();
    for (FutureTask<BarResults> task : tasks) {
      try {
        results.add(task.get());
      } catch (ExecutionException e) {
        throw TimeLimited.thrown(e.getCause());
      }
    }
    return results;
  }

  private Part load(Need need, Timeframe timeframe, Instant slot) throws InterruptedException {
    Fetch fetch = need.fetches().get(timeframe);
    return ScopedValue.where(CallCount.CURRENT, fetch.calls())
        .call(() -> loadWithRetries(need.symbol(), timeframe, slot, fetch.priority()));
  }

  /** Loads a timeframe, and loads it again within the slot while the due bar is not there. */
  private Part loadWithRetries(Symbol symbol, Timeframe timeframe, Instant slot, Priority priority)
      throws InterruptedException {
    Instant bar = dueBar(timeframe, slot);
    for (int attempt = 1; ; attempt++) {
      try {
        CandleSeries series = cache.load(symbol, timeframe, slot, attempt > 1, priority);
        boolean decided = series.indexOf(bar) >= 0 || cache.isHole(symbol, timeframe, bar);
        if (!missingBar.repeats(attempt, decided)) {
          return new Part(series, null);
        }
      } catch (CandleSourceException e) {
        TimeLimited.stopIfInterrupted();
        if (!missingBar.repeats(attempt, e.failure())) {
          return new Part(CandleSeries.empty(symbol, timeframe), e.failure());
        }
      }
      clock.awaitUntil(clock.now().plus(missingBar.pause()));
    }
  }

  private Instant dueBar(Timeframe timeframe, Instant slot) {
    Category any = timeframe.intraday() ? Category.DAY_TRADING : Category.SHORT_TERM;
    return evaluation.dueBar(any, slot);
  }

  /** The results of a category. A strategy that breaks fails its own category only. */
  private BarResults result(
      Symbol symbol,
      Category category,
      ScanRequest request,
      Map<Timeframe, Part> snapshot,
      Duration limit) {
    Part part = snapshot.get(category.signalTimeframe());
    if (part == null) {
      return new BarResults(
          evaluation.without(
              category,
              symbol,
              request.slot(),
              Outcome.TIMED_OUT,
              TimeLimited.noResultWithin(limit)));
    }
    return part.failure() == null
        ? evaluation.evaluate(category, part.series(), request.slot(), request.awaited())
        : new BarResults(evaluation.unfetched(category, symbol, request.slot(), part.failure()));
  }

  /** The first category that needs a timeframe bears its calls. For the others it is a hit, if there are candles. */
  private static List<Lookup> lookups(Need need, Map<Timeframe, Part> snapshot) {
    Set<Timeframe> paid = EnumSet.noneOf(Timeframe.class);
    List<Lookup> lookups = new ArrayList<>();
    for (Category category : need.categories()) {
      for (Timeframe timeframe : category.lookups()) {
        Part part = snapshot.get(timeframe);
        boolean had = part != null && part.failure() == null;
        int calls = paid.add(timeframe) ? need.calls(timeframe) : 0;
        lookups.add(new Lookup(category, calls, had && calls == 0));
      }
    }
    return lookups;
  }

  private ScanResult result(ScanRequest request, Map<Symbol, Scanned> scanned, long began) {
    List<BarResults> results = new ArrayList<>();
    Map<Category, ScanResult.Cost> costs = new EnumMap<>(Category.class);
    int allCalls = 0;
    for (Map.Entry<Category, List<Symbol>> category : request.symbols().entrySet()) {
      int lookups = 0;
      int hits = 0;
      int calls = 0;
      long ended = began;
      for (Symbol symbol : category.getValue()) {
        Scanned of = scanned.get(symbol);
        of.results().stream()
            .filter(result -> result.due().category() == category.getKey())
            .forEach(results::add);
        ended = Math.max(ended, of.endedAt());
        for (Lookup lookup : of.lookups()) {
          if (lookup.category() == category.getKey()) {
            lookups++;
            hits += lookup.hit() ? 1 : 0;
            calls += lookup.calls();
            if (!request.repeated()) {
              cache.figures().lookup(lookup.hit());
            }
          }
        }
      }
      costs.put(
          category.getKey(),
          new ScanResult.Cost(new Lookups(lookups, hits), calls, Duration.ofNanos(ended - began)));
      allCalls += calls;
    }
    return ScanResult.of(results, costs, allCalls, Duration.ofNanos(System.nanoTime() - began));
  }
}
