package dev.baton.scan.behaviour;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.DueBars;
import dev.baton.market.CallCount;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.MarketClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * A broker and its clock for tests. Each symbol has a seeded random walk, shown up to the present, forming bar included. A wait
 * moves the clock at once. Bars can be withheld, late or revised; symbols can fail, break or hang.
 */
public final class RecordedMarket implements CandleSource, MarketClock {

  private static final LocalDate FIRST_INTRADAY = LocalDate.of(2026, 5, 18);
  private static final Duration DAILY_LAG = Duration.ofMinutes(20);

  private record Bar(Symbol symbol, Timeframe timeframe, Instant time) {}

  private record SeriesKey(Symbol symbol, Timeframe timeframe) {}

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final DueBars due = new DueBars(calendar);
  private final long seed;
  private final Map<SeriesKey, List<Candle>> walks = new ConcurrentHashMap<>();
  private final Map<Bar, Integer> unusable = new ConcurrentHashMap<>();
  private final Map<Bar, Instant> visibleFrom = new ConcurrentHashMap<>();
  private final Map<Bar, UnaryOperator<Candle>> changed = new ConcurrentHashMap<>();
  private final Map<Symbol, CandleFailure> failing = new ConcurrentHashMap<>();
  private final Map<CandleRequest.Reason, CandleFailure> failingFor = new ConcurrentHashMap<>();
  private final Set<Symbol> broken = ConcurrentHashMap.newKeySet();
  private final Set<SeriesKey> hanging = ConcurrentHashMap.newKeySet();
  private final Map<Symbol, LocalDate> listed = new ConcurrentHashMap<>();
  private final List<CandleRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile Instant now;
  private volatile Optional<CountDownLatch> gate = Optional.empty();

  public RecordedMarket(long seed, Instant now) {
    this.seed = seed;
    this.now = now;
  }

  /** The calendar of the sessions. */
  public TradingCalendar calendar() {
    return calendar;
  }

  /** The selection of due bars. */
  public DueBars due() {
    return due;
  }

  @Override
  public Instant now() {
    return now;
  }

  /** Moves the clock, forwards or back. */
  public void set(Instant instant) {
    now = instant;
  }

  @Override
  public synchronized boolean awaitUntil(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
    return true;
  }

  /** Every fetch so far. */
  public List<CandleRequest> requests() {
    return List.copyOf(requests);
  }

  /** The fetches of one series. */
  public List<CandleRequest> requests(Symbol symbol, Timeframe timeframe) {
    return requests().stream()
        .filter(request -> request.symbol().equals(symbol) && request.timeframe() == timeframe)
        .toList();
  }

  public void forgetRequests() {
    requests.clear();
  }

  /** The bar is never there. */
  public void withhold(Symbol symbol, Timeframe timeframe, Instant bar) {
    visibleFrom.put(new Bar(symbol, timeframe, bar), Instant.MAX);
  }

  /** The bar's row is there and is no candle. */
  public void makeUnusable(Symbol symbol, Timeframe timeframe, Instant bar) {
    withhold(symbol, timeframe, bar);
    unusable.put(new Bar(symbol, timeframe, bar), 0);
  }

  @Override
  public boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar) {
    return unusable.getOrDefault(new Bar(symbol, timeframe, bar), 0) > 1;
  }

  /** The bar is there only from that time on. */
  public void late(Symbol symbol, Timeframe timeframe, Instant bar, Instant from) {
    visibleFrom.put(new Bar(symbol, timeframe, bar), from);
  }

  /** From now on the bar has other values. */
  public void change(Symbol symbol, Timeframe timeframe, Instant bar, UnaryOperator<Candle> to) {
    changed.put(new Bar(symbol, timeframe, bar), to);
  }

  public void fail(Symbol symbol, CandleFailure failure) {
    failing.put(symbol, failure);
  }

  /** Fetches for that reason fail. */
  public void fail(CandleRequest.Reason reason, CandleFailure failure) {
    failingFor.put(reason, failure);
  }

  /** Fetches of the symbol throw an exception that no caller expects. */
  public void breakDown(Symbol symbol) {
    broken.add(symbol);
  }

  /** Fetches of the symbol end only when they are interrupted. */
  public void hang(Symbol symbol) {
    for (Timeframe timeframe : Timeframe.values()) {
      hang(symbol, timeframe);
    }
  }

  /** Fetches of the series end only when they are interrupted. */
  public void hang(Symbol symbol, Timeframe timeframe) {
    hanging.add(new SeriesKey(symbol, timeframe));
  }

  /** The symbol has no bar before that date. */
  public void list(Symbol symbol, LocalDate date) {
    listed.put(symbol, date);
  }

  /** Everything works again. */
  public void mend() {
    failing.clear();
    failingFor.clear();
    broken.clear();
    hanging.clear();
  }

  /** From now on fetches wait for the latch. */
  public void gate(CountDownLatch latch) {
    gate = Optional.of(latch);
  }

  @Override
  public CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    requests.add(request);
    unusable.replaceAll(
        (bar, answers) ->
            bar.symbol().equals(request.symbol()) && bar.timeframe() == request.timeframe()
                ? answers + 1
                : answers);
    CallCount.counted();
    try {
      if (gate.isPresent()) {
        gate.get().await();
      }
      if (hanging.contains(new SeriesKey(request.symbol(), request.timeframe()))) {
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CandleSourceException(new CandleFailure.NotCalled("interrupted"));
    }
    if (broken.contains(request.symbol())) {
      throw new IllegalStateException("the test breaks " + request.symbol());
    }
    if (failing.containsKey(request.symbol())) {
      throw new CandleSourceException(failing.get(request.symbol()));
    }
    if (failingFor.containsKey(request.reason())) {
      throw new CandleSourceException(failingFor.get(request.reason()));
    }
    Instant at = now;
    return series(request.symbol(), request.timeframe(), request.from(), request.to(), at);
  }

  /** The candles that a fetch at that time gives, forming bar included. */
  public CandleSeries series(
      Symbol symbol, Timeframe timeframe, LocalDate from, LocalDate to, Instant at) {
    List<Candle> shown = new ArrayList<>();
    for (Candle candle : walk(symbol, timeframe)) {
      LocalDate date = MarketTime.date(candle.time());
      if (date.isBefore(from) || date.isAfter(to) || candle.time().isAfter(at)) {
        continue;
      }
      if (listed.containsKey(symbol) && date.isBefore(listed.get(symbol))) {
        continue;
      }
      Bar bar = new Bar(symbol, timeframe, candle.time());
      if (visibleFrom.getOrDefault(bar, Instant.MIN).isAfter(at)) {
        continue;
      }
      Candle now = changed.getOrDefault(bar, UnaryOperator.identity()).apply(candle);
      if (published(timeframe, candle.time()).isAfter(at)) {
        if (timeframe.intraday() || !at.isBefore(calendar.require(date).openAt())) {
          shown.add(forming(now));
        }
      } else {
        shown.add(now);
      }
    }
    return CandleSeries.of(symbol, timeframe, shown);
  }

  private Instant published(Timeframe timeframe, Instant bar) {
    Instant end = due.end(timeframe, bar);
    return timeframe.intraday() ? end : end.plus(DAILY_LAG);
  }

  /** A bar that has not ended has other values than it will have. */
  private static Candle forming(Candle whole) {
    return new Candle(
        whole.time(), whole.open(), whole.high(), whole.low(), whole.open(), whole.volume() / 3);
  }

  private List<Candle> walk(Symbol symbol, Timeframe timeframe) {
    return walks.computeIfAbsent(
        new SeriesKey(symbol, timeframe),
        _ ->
            RandomWalk.candles(
                seed,
                symbol,
                timeframe,
                timeframe.intraday() ? FIRST_INTRADAY : RandomWalk.FIRST,
                RandomWalk.LAST));
  }
}
