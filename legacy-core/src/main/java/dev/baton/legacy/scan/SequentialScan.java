package dev.baton.legacy.scan;

import dev.baton.category.Category;
import dev.baton.category.CategorySettings;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.repeat.Repetition.MissingBarRule;
import dev.baton.repeat.Repetition.ShareRule;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.BarEvaluation;
import dev.baton.scan.BarResults;
import dev.baton.scan.Lookups;
import dev.baton.scan.MarketClock;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.scan.TimeLimited;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The legacy generation's scan: one symbol after another, three timeframes fetched for each symbol on each run, the deciding
 * one first. Daily candles cover 120 calendar days (or the category's window, if that is longer), hourly ones 30 and five-minute ones 5.
 *
 * <p>Decided in ADR 4.
 */
public final class SequentialScan implements ScanCore {

  private static final int DAILY_DAYS = 120;
  private static final int HOURLY_DAYS = 30;
  private static final int FIVE_MINUTE_DAYS = 5;

  private final CandleSource source;
  private final BarEvaluation evaluation;
  private final MarketClock clock;
  private final Map<Category, CategorySettings> settings;
  private final MissingBarRule missingBar;

  /**
   * @param settings give each category's time for one symbol; if that and the request's limit are {@link
   *     TimeLimited#UNLIMITED}, everything runs in the calling thread
   */
  public SequentialScan(
      CandleSource source,
      BarEvaluation evaluation,
      MarketClock clock,
      Map<Category, CategorySettings> settings,
      MissingBarRule missingBar) {
    this.source = source;
    this.evaluation = evaluation;
    this.clock = clock;
    this.settings = Map.copyOf(settings);
    this.missingBar = missingBar;
  }

  @Override
  public ScanResult scan(ScanRequest request) throws InterruptedException {
    long began = System.nanoTime();
    List<BarResults> results = new ArrayList<>();
    Map<Category, ScanResult.Cost> costs = new EnumMap<>(Category.class);
    int calls = 0;
    for (Category category : request.symbols().keySet()) {
      ScanResult.Cost cost =
          run(request, category, TimeLimited.left(request.limit(), began), results);
      costs.put(category, cost);
      calls += cost.calls();
    }
    return ScanResult.of(results, costs, calls, Duration.ofNanos(System.nanoTime() - began));
  }

  private ScanResult.Cost run(
      ScanRequest request, Category category, Duration limit, List<BarResults> results)
      throws InterruptedException {
    long began = System.nanoTime();
    CallCount calls = new CallCount();
    List<Symbol> symbols = request.symbols().get(category);
    Duration own = settings.get(category).symbolTimeout();
    int turns = symbols.size();
    for (Symbol symbol : symbols) {
      Need need =
          new Need(
              category,
              symbol,
              request.slot(),
              request.priority(category, symbol),
              request.awaited());
      Duration left = TimeLimited.left(limit, began);
      results.add(
          left.isPositive()
              ? within(need, ShareRule.DEFAULT.of(own, left, turns--), calls)
              : timedOut(need, "the job's time had run out"));
    }
    return new ScanResult.Cost(
        new Lookups((long) symbols.size() * category.lookups().size(), 0),
        Math.toIntExact(calls.count()),
        Duration.ofNanos(System.nanoTime() - began));
  }

  /** What is scanned at a time, and the priority of its broker calls. */
  private record Need(
      Category category, Symbol symbol, Instant slot, Priority priority, AwaitedBars awaited) {}

  private BarResults within(Need need, Duration limit, CallCount calls)
      throws InterruptedException {
    AtomicReference<BarResults> decided = new AtomicReference<>();
    try {
      return TimeLimited.call(
          () ->
              ScopedValue.where(CallCount.CURRENT, calls)
                  .call(
                      () -> {
                        decided.set(decide(need));
                        fetchContext(need);
                        return decided.get();
                      }),
          limit);
    } catch (TimeoutException e) {
      // If only the context hangs, the decision stands.
      return Optional.ofNullable(decided.get())
          .orElseGet(() -> timedOut(need, TimeLimited.noResultWithin(limit)));
    } catch (RuntimeException e) {
      return new BarResults(evaluation.broken(need.category(), need.symbol(), need.slot(), e));
    }
  }

  private BarResults timedOut(Need need, String detail) {
    return new BarResults(
        evaluation.without(need.category(), need.symbol(), need.slot(), Outcome.TIMED_OUT, detail));
  }

  private BarResults decide(Need need) throws InterruptedException {
    Timeframe decisive = need.category().signalTimeframe();
    Instant bar = evaluation.dueBar(need.category(), need.slot());
    CandleRequest.Reason reason = CandleRequest.Reason.FULL;
    for (int fetch = 1; ; fetch++) {
      CandleSeries series = null;
      CandleFailure failure = null;
      try {
        series = source.fetch(request(need, decisive, reason));
      } catch (CandleSourceException e) {
        TimeLimited.stopIfInterrupted();
        failure = e.failure();
      }
      if (!isRepeated(fetch, series, failure, need, bar)) {
        return failure == null
            ? evaluation.evaluate(need.category(), series, need.slot(), need.awaited())
            : new BarResults(
                evaluation.unfetched(need.category(), need.symbol(), need.slot(), failure));
      }
      clock.awaitUntil(clock.now().plus(missingBar.pause()));
      reason = CandleRequest.Reason.RETRY;
    }
  }

  /** The other timeframes are context. They never decide a signal, so they come after the decision, in the time that is left. */
  private void fetchContext(Need need) throws InterruptedException {
    for (Timeframe timeframe :
        List.of(Timeframe.ONE_DAY, Timeframe.ONE_HOUR, Timeframe.FIVE_MINUTES)) {
      if (timeframe != need.category().signalTimeframe()) {
        try {
          source.fetch(request(need, timeframe, CandleRequest.Reason.FULL));
        } catch (CandleSourceException e) {
          TimeLimited.stopIfInterrupted();
        }
      }
    }
  }

  private boolean isRepeated(
      int fetch, CandleSeries series, CandleFailure failure, Need need, Instant bar) {
    return failure == null
        ? missingBar.repeats(fetch, isDecided(series, need, bar))
        : missingBar.repeats(fetch, failure);
  }

  /** Whether the bar is there, or will not be. */
  private boolean isDecided(CandleSeries series, Need need, Instant bar) {
    return series.indexOf(bar) >= 0
        || source.isHole(need.symbol(), need.category().signalTimeframe(), bar);
  }

  private CandleRequest request(Need need, Timeframe timeframe, CandleRequest.Reason reason) {
    LocalDate today = MarketTime.date(need.slot());
    int days =
        switch (timeframe) {
          case FIVE_MINUTES -> FIVE_MINUTE_DAYS;
          case ONE_HOUR -> HOURLY_DAYS;
          case ONE_DAY, ONE_WEEK -> DAILY_DAYS;
        };
    LocalDate from = today.minusDays(days);
    if (timeframe == need.category().signalTimeframe()) {
      LocalDate window = MarketTime.date(evaluation.windowStart(need.category(), need.slot()));
      from = window.isBefore(from) ? window : from;
    }
    return new CandleRequest(need.symbol(), timeframe, from, today, reason, need.priority());
  }
}
