package dev.baton.optimized.cache;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarSelection;
import dev.baton.category.Category;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleRequest.Reason;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.MarketClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A cache of candles that are fetched once and shared. A refresh fetches only the missing bars and an overlap of closed ones. If
 * the overlap differs, the broker revised history (or a split happened), and the whole series is fetched again. An intraday bar
 * that came late joins the others and costs no call of its own. Concurrent needs for one series share one call. Forming bars are
 * never kept.
 *
 * <p>Decided in ADR 22 and ADR 41.
 */
public final class CandleCache {

  /** Number of daily bars that a refresh fetches again. */
  private static final int DAILY_OVERLAP = 5;

  private final CandleSource source;
  private final BarSelection due;
  private final Supplier<TradingCalendar> calendar;
  private final MarketClock clock;
  private final SeriesStore store;
  private final Duration longest;
  private final CacheFigures figures = new CacheFigures();
  private final Map<SeriesKey, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Number of times that all entries were dropped; guarded by the store's monitor. */
  private int clears;

  /** The calendar that shaped the entries; guarded by the store's monitor. */
  private TradingCalendar shapedBy;

  /**
   * @param calendar the one in force: its sessions decide which bars there are, so another one drops all entries
   * @param longest the longest age of an intraday entry
   */
  public CandleCache(
      CandleSource source,
      BarSelection due,
      Supplier<TradingCalendar> calendar,
      MarketClock clock,
      SeriesStore store,
      Duration longest) {
    this.source = source;
    this.due = due;
    this.calendar = calendar;
    this.shapedBy = calendar.get();
    this.clock = clock;
    this.store = store;
    this.longest = longest;
  }

  public CacheFigures figures() {
    return figures;
  }

  public SeriesStore entries() {
    return store;
  }

  /**
   * Drops all entries. A fetch in progress serves its need and is not kept, because it may extend bars that were dropped.
   *
   * @return the symbols that had an entry
   */
  public Set<Symbol> clear() {
    synchronized (store) {
      clears++;
      Set<Symbol> dropped =
          store.keys().stream().map(SeriesKey::symbol).collect(Collectors.toUnmodifiableSet());
      store.clear();
      return dropped;
    }
  }

  private void dropWhatAnotherCalendarShaped() {
    synchronized (store) {
      TradingCalendar inForce = calendar.get();
      if (shapedBy != inForce) {
        shapedBy = inForce;
        clear();
      }
    }
  }

  /** Keeps the entry, unless all entries were dropped since. */
  private void keep(SeriesKey key, CachedSeries series, int clearsBefore) {
    synchronized (store) {
      if (clears == clearsBefore) {
        store.put(key, series);
      }
    }
  }

  private int clears() {
    synchronized (store) {
      return clears;
    }
  }

  /** Whether the entry can serve that slot without a call. */
  public boolean validAt(SeriesKey key, Instant slot) {
    dropWhatAnotherCalendarShaped();
    return store
        .get(key)
        .filter(entry -> isValid(entry, key, slot, historyFrom(key.timeframe(), slot), clock.now()))
        .isPresent();
  }

  private boolean isValid(
      CachedSeries entry, SeriesKey key, Instant slot, LocalDate from, Instant now) {
    return entry.validFor(
        slot, from, due, longest, now, bar -> isHole(key.symbol(), key.timeframe(), bar));
  }

  /** As {@link CandleSource#isHole}. */
  public boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar) {
    return source.isHole(symbol, timeframe, bar);
  }

  /**
   * The bars of a series for a slot: cached ones if the newest due bar is among them, else refreshed ones. After a refresh the
   * due bar may still be missing; the next call refreshes again. The {@code CallCount} of the calling thread counts the calls.
   *
   * @param again whether the same slot loaded the series before and the due bar was not there
   * @param priority priority of the broker calls that a refresh needs
   * @throws CandleSourceException if a fetch failed; the entry stays as it was
   * @throws InterruptedException if the thread was interrupted while another need fetched the series
   */
  public CandleSeries load(
      Symbol symbol, Timeframe timeframe, Instant slot, boolean again, Priority priority)
      throws CandleSourceException, InterruptedException {
    SeriesKey key = new SeriesKey(symbol, timeframe);
    ReentrantLock lock = locks.computeIfAbsent(key, _ -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      dropWhatAnotherCalendarShaped();
      LocalDate from = historyFrom(timeframe, slot);
      int clearsBefore = clears();
      Instant now = clock.now();
      Optional<CachedSeries> entry = store.get(key);
      if (entry.isPresent() && isValid(entry.get(), key, slot, from, now)) {
        return entry.get().series();
      }
      CachedSeries refreshed = refresh(new Need(key, slot, from, priority), entry, again, now);
      keep(key, refreshed, clearsBefore);
      return refreshed.series();
    } finally {
      lock.unlock();
    }
  }

  /** What a slot needs of a series, from that date on. */
  private record Need(SeriesKey key, Instant slot, LocalDate from, Priority priority) {

    CandleRequest request(LocalDate first, Reason reason) {
      return new CandleRequest(
          key.symbol(), key.timeframe(), first, MarketTime.date(slot), reason, priority);
    }
  }

  private CachedSeries refresh(Need need, Optional<CachedSeries> entry, boolean again, Instant now)
      throws CandleSourceException {
    LocalDate from = need.from();
    Instant newest = due.newestDue(need.key().timeframe(), need.slot());
    LocalDate today = MarketTime.date(now);
    LocalDate wholeOn = today;
    CandleSeries series;
    if (entry.isEmpty()
        || entry.get().series().isEmpty()
        || entry.get().from().isAfter(from)
        || entry.get().lacksBars(from, due, today)) {
      series = fetch(need.request(from, again ? Reason.RETRY : Reason.FULL), newest);
    } else {
      CachedSeries old = entry.get();
      Reason reason =
          again
              ? Reason.RETRY
              : old.provisionalAt(need.slot(), due, now) ? Reason.REVALIDATE : Reason.DELTA;
      LocalDate overlap = overlapFrom(old.series());
      CandleSeries fetched = fetch(need.request(overlap, reason), newest);
      Optional<CandleSeries> joined = join(old.series(), fetched, overlap, newest);
      if (joined.isEmpty()) {
        series = fetch(need.request(from, Reason.REVISED), newest);
        figures.revision();
      } else {
        series = joined.get();
        wholeOn = old.wholeOn();
      }
    }
    return new CachedSeries(
        series.slice(series.lowerBound(MarketTime.startOf(from)), series.size()),
        from,
        now,
        wholeOn);
  }

  private CandleSeries fetch(CandleRequest request, Instant newest) throws CandleSourceException {
    CandleSeries fetched = source.fetch(request);
    return fetched.slice(0, fetched.upperBound(newest));
  }

  private static LocalDate overlapFrom(CandleSeries series) {
    int first =
        series.timeframe().intraday()
            ? series.size() - 1
            : Math.max(0, series.size() - DAILY_OVERLAP);
    return MarketTime.date(series.time(first));
  }

  /**
   * The old bars followed by the newer ones, with intraday bars that came late between them; empty if the two differ otherwise
   * between that date and the newest due bar, or the last old bar if that is earlier. A slot older than the last one leaves
   * newer bars as they are.
   */
  private static Optional<CandleSeries> join(
      CandleSeries old, CandleSeries fetched, LocalDate from, Instant newest) {
    Instant first = MarketTime.startOf(from);
    Instant last = newest.isBefore(old.lastTime()) ? newest : old.lastTime();
    CandleSeries before = old.between(first, last);
    CandleSeries now = fetched.between(first, last);
    CandleSeries newer = fetched.slice(fetched.upperBound(old.lastTime()), fetched.size());
    if (now.equals(before)) {
      return Optional.of(old.append(newer));
    }
    return old.timeframe().intraday() && hasAll(now, before)
        ? Optional.of(
            old.slice(0, old.lowerBound(first))
                .append(now)
                .append(old.slice(old.upperBound(last), old.size()))
                .append(newer))
        : Optional.empty();
  }

  /** Whether a series has every candle of another one, and perhaps others between them. */
  private static boolean hasAll(CandleSeries series, CandleSeries other) {
    for (int i = 0; i < other.size(); i++) {
      int at = series.indexOf(other.time(i));
      if (at < 0 || !series.get(at).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** First date of the longest window of a category on that timeframe. */
  private LocalDate historyFrom(Timeframe timeframe, Instant slot) {
    Instant bar = due.newestDue(timeframe, slot);
    return Arrays.stream(Category.values())
        .filter(category -> category.signalTimeframe() == timeframe)
        .map(category -> MarketTime.date(due.windowStart(category.window(), bar)))
        .min(Comparator.naturalOrder())
        .orElseThrow(
            () -> new IllegalArgumentException("no category has signals on " + timeframe.label()));
  }
}
