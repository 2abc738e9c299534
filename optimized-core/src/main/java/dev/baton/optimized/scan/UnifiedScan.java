package dev.baton.optimized.scan;

import dev.baton.category.Category;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.optimized.cache.CandleCache;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.MarketClock;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SlotRetries;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.scan.TimeLimited;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The optimized generation's way: all categories at once, each candle fetched once, several symbols at a time. All
 * categories of a symbol see one snapshot of its candles.
 */
public final class UnifiedScan implements ScanCore {

  /**
   * Its settings. With one symbol at a time, no analysis in parallel, and {@link TimeLimited#UNLIMITED} both here and in
   * the request, everything happens in the thread that scans.
   *
   * @param concurrentSymbols symbols at a time, 1 or more
   * @param parallelAnalysis whether the categories of a symbol are evaluated in parallel
   * @param symbolTimeout the longest one symbol may take, real time
   */
  public record Settings(
      int concurrentSymbols,
      boolean parallelAnalysis,
      Duration symbolTimeout) {

    public Settings {
      if (concurrentSymbols < 1) {
        throw new IllegalArgumentException("concurrentSymbols " + concurrentSymbols + " is below 1");
      }
    }
  }

  private final CandleCache cache;
  private final BarEvaluation evaluation;
  private final MarketClock clock;
  private final Settings settings;
  private final SlotRetries retries;

  public UnifiedScan(
      CandleCache cache,
      BarEvaluation evaluation,
      MarketClock clock,
      Settings settings,
      SlotRetries retries) {
    this.cache = cache;
    this.evaluation = evaluation;
    this.clock = clock;
    this.settings = settings;
    this.retries = retries;
  }

  /** What a symbol's scan gave, and what each of its lookups cost. */
  private record Scanned(List<SymbolResult> results, List<Lookup> lookups, long endedAt) {}

  private record Lookup(Category category, int calls, boolean hit) {}

  private record Fetched(CandleSeries series, CandleFailure failure) {}

  /** One timeframe of a symbol's snapshot: its candles, or why there are none. */
  private record Part(CandleSeries series, CandleFailure failure, int calls) {
    boolean hit() {
      return failure == null && calls == 0;
    }
  }

  @Override
  public ScanResult scan(ScanRequest request) throws InterruptedException {
    long began = System.nanoTime();
    Map<Symbol, List<Category>> needs = needs(request);
    boolean inTurn =
        settings.concurrentSymbols() == 1 && TimeLimited.unlimited(request.limit());
    return result(
        request,
        inTurn ? inTurn(needs, request.slot()) : atOnce(needs, request, began),
        began);
  }

  /** Symbol after symbol in the calling thread. */
  private Map<Symbol, Scanned> inTurn(Map<Symbol, List<Category>> needs, Instant slot)
      throws InterruptedException {
    Map<Symbol, Scanned> scanned = new LinkedHashMap<>();
    for (Map.Entry<Symbol, List<Category>> need : needs.entrySet()) {
      scanned.put(need.getKey(), within(need.getKey(), need.getValue(), slot));
    }
    return scanned;
  }

  /** Several symbols at a time, each on a thread of its own. */
  private Map<Symbol, Scanned> atOnce(
      Map<Symbol, List<Category>> needs, ScanRequest request, long began)
      throws InterruptedException {
    Instant slot = request.slot();
    Semaphore places = new Semaphore(settings.concurrentSymbols());
    Map<Symbol, FutureTask<Scanned>> tasks = new LinkedHashMap<>();
    needs.forEach(
        (symbol, categories) ->
            tasks.put(
                symbol,
                started(
                    () -> {
                      places.acquire();
                      try {
                        return within(symbol, categories, slot);
                      } finally {
                        places.release();
                      }
                    })));
    Map<Symbol, Scanned> scanned = new LinkedHashMap<>();
    try {
      for (Map.Entry<Symbol, FutureTask<Scanned>> task : tasks.entrySet()) {
        Symbol symbol = task.getKey();
        Duration left = TimeLimited.left(request.limit(), began);
        scanned.put(symbol, ended(task.getValue(), left, symbol, needs.get(symbol), slot));
      }
    } finally {
      tasks.values().forEach(task -> task.cancel(true));
    }
    return scanned;
  }

  private static Map<Symbol, List<Category>> needs(ScanRequest request) {
    Map<Symbol, List<Category>> needs = new LinkedHashMap<>();
    request
        .symbols()
        .forEach(
            (category, symbols) ->
                symbols.forEach(
                    symbol ->
                        needs.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(category)));
    return needs;
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private Scanned ended(
      FutureTask<Scanned> task, Duration left, Symbol symbol, List<Category> categories, Instant slot)
      throws InterruptedException {
    try {
      return task.get(TimeLimited.nanos(left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return timedOut(symbol, categories, slot, "the scan's time ran out");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException broken -> throw broken;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private Scanned within(Symbol symbol, List<Category> categories, Instant slot)
      throws InterruptedException {
    try {
      return TimeLimited.call(() -> scan(symbol, categories, slot), settings.symbolTimeout());
    } catch (TimeoutException e) {
      return timedOut(
          symbol,
          categories,
          slot,
          "no result within " + settings.symbolTimeout().toMillis() + " ms");
    } catch (RuntimeException e) {
      return without(
          categories, category -> evaluation.broken(category, symbol, slot, e));
    }
  }

  private Scanned timedOut(
      Symbol symbol, List<Category> categories, Instant slot, String detail) {
    return without(
        categories,
        category -> evaluation.without(category, symbol, slot, Outcome.TIMED_OUT, detail));
  }

  private static Scanned without(
      List<Category> categories, Function<Category, SymbolResult> result) {
    return new Scanned(
        categories.stream().map(result).toList(),
        lookups(categories, Map.of()),
        System.nanoTime());
  }

  private Scanned scan(Symbol symbol, List<Category> categories, Instant slot)
      throws InterruptedException {
    Map<Timeframe, Part> snapshot = new EnumMap<>(Timeframe.class);
    for (Category category : categories) {
      for (Timeframe timeframe : category.lookups()) {
        if (!snapshot.containsKey(timeframe)) {
          snapshot.put(timeframe, load(symbol, timeframe, slot));
        }
      }
    }
    List<SymbolResult> results = evaluate(symbol, categories, slot, snapshot);
    return new Scanned(results, lookups(categories, snapshot), System.nanoTime());
  }

  private List<SymbolResult> evaluate(
      Symbol symbol, List<Category> categories, Instant slot, Map<Timeframe, Part> snapshot)
      throws InterruptedException {
    if (!settings.parallelAnalysis() || categories.size() == 1) {
      return categories.stream()
          .map(category -> resultOrDefect(symbol, category, slot, snapshot))
          .toList();
    }
    List<FutureTask<SymbolResult>> tasks =
        categories.stream()
            .map(category -> started(() -> resultOrDefect(symbol, category, slot, snapshot)))
            .toList();
    List<SymbolResult> results = new ArrayList<>();
    for (FutureTask<SymbolResult> task : tasks) {
      try {
        results.add(task.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the evaluation of " + symbol + " broke off", e.getCause());
      }
    }
    return results;
  }

  private Part load(Symbol symbol, Timeframe timeframe, Instant slot) throws InterruptedException {
    CallCount calls = new CallCount();
    Fetched fetched =
        ScopedValue.where(CallCount.CURRENT, calls).call(() -> patiently(symbol, timeframe, slot));
    return new Part(fetched.series(), fetched.failure(), Math.toIntExact(calls.count()));
  }

  /** Loads a timeframe, and again within the slot while the due bar is not there. */
  private Fetched patiently(Symbol symbol, Timeframe timeframe, Instant slot)
      throws InterruptedException {
    Instant bar = dueBar(timeframe, slot);
    for (int attempt = 1; ; attempt++) {
      boolean lastAttempt = attempt >= retries.attempts();
      try {
        CandleSeries series = cache.load(symbol, timeframe, slot, attempt > 1);
        if (lastAttempt || series.indexOf(bar) >= 0) {
          return new Fetched(series, null);
        }
      } catch (CandleSourceException e) {
        if (lastAttempt || !(e.failure() instanceof CandleFailure.NoData)) {
          return new Fetched(CandleSeries.empty(symbol, timeframe), e.failure());
        }
      }
      clock.awaitUntil(clock.now().plus(retries.pause()));
    }
  }

  private Instant dueBar(Timeframe timeframe, Instant slot) {
    Category any = timeframe.intraday() ? Category.DAY_TRADING : Category.SHORT_TERM;
    return evaluation.dueBar(any, slot);
  }

  /** A strategy that breaks costs its own category only. */
  private SymbolResult resultOrDefect(
      Symbol symbol, Category category, Instant slot, Map<Timeframe, Part> snapshot) {
    try {
      return result(symbol, category, slot, snapshot);
    } catch (RuntimeException e) {
      return evaluation.broken(category, symbol, slot, e);
    }
  }

  private SymbolResult result(
      Symbol symbol, Category category, Instant slot, Map<Timeframe, Part> snapshot) {
    Part part = snapshot.get(category.signalTimeframe());
    return part.failure() == null
        ? evaluation.evaluate(category, part.series(), slot)
        : evaluation.unfetched(category, symbol, slot, part.failure());
  }

  /** The first category that needs a timeframe bears its calls; for the others it is a hit if it was had at all. */
  private static List<Lookup> lookups(
      List<Category> categories, Map<Timeframe, Part> snapshot) {
    Set<Timeframe> paid = EnumSet.noneOf(Timeframe.class);
    List<Lookup> lookups = new ArrayList<>();
    for (Category category : categories) {
      for (Timeframe timeframe : category.lookups()) {
        Part part = snapshot.get(timeframe);
        if (part == null) {
          lookups.add(new Lookup(category, 0, false));
        } else if (paid.add(timeframe)) {
          lookups.add(new Lookup(category, part.calls(), part.hit()));
        } else {
          lookups.add(new Lookup(category, 0, part.failure() == null));
        }
      }
    }
    return lookups;
  }

  private ScanResult result(ScanRequest request, Map<Symbol, Scanned> scanned, long began) {
    List<SymbolResult> results = new ArrayList<>();
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
            .filter(result -> result.category() == category.getKey())
            .forEach(results::add);
        ended = Math.max(ended, of.endedAt());
        for (Lookup lookup : of.lookups()) {
          if (lookup.category() == category.getKey()) {
            lookups++;
            hits += lookup.hit() ? 1 : 0;
            calls += lookup.calls();
            cache.figures().lookup(lookup.hit());
          }
        }
      }
      costs.put(
          category.getKey(),
          new ScanResult.Cost(lookups, hits, calls, Duration.ofNanos(ended - began)));
      allCalls += calls;
    }
    return new ScanResult(results, costs, allCalls, Duration.ofNanos(System.nanoTime() - began));
  }
}
