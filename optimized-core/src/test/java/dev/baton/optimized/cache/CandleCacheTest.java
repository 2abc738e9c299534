package dev.baton.optimized.cache;

import static dev.baton.market.CandleRequest.Priority.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Reason;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.behaviour.RecordedMarket;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandleCacheTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Timeframe FIVE = Timeframe.FIVE_MINUTES;
  private static final Timeframe DAY = Timeframe.ONE_DAY;
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Instant TEN = at("2026-06-10T10:00");

  private final RecordedMarket market = new RecordedMarket(3, TEN.plus(LAG));
  private final SeriesStore store = SeriesStore.inMemory();
  private final CandleCache cache =
      new CandleCache(
          market, market.due(), market::calendar, market, store, Duration.ofMinutes(30));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void showsWhatAFreshFetchWouldShowWhateverHappenedBefore(long seed) throws Exception {
    Random random = new Random(seed);
    for (LocalDate date : List.of(day(5), day(8), day(9), day(10))) {
      for (Instant slot : slots(date)) {
        disturb(random, slot);
        market.set(slot.plus(LAG));
        if (random.nextInt(3) > 0) {
          assertFresh(FIVE, slot);
        }
        if (random.nextInt(20) == 0) {
          assertFresh(DAY, slot);
        }
      }
      if (random.nextInt(10) == 0) {
        cache.clear();
      }
      Instant evening = at(date + "T16:00");
      market.set(evening.plus(LAG));
      assertFresh(DAY, evening);
    }
    assertThat(cache.figures().snapshot().revisions()).isPositive();
  }

  /** Bars of the day come late or are corrected. A correction is never older than the overlap. */
  private void disturb(Random random, Instant slot) {
    Instant bar = slot.minus(FIVE.length());
    if (random.nextInt(15) == 0) {
      market.late(TCS, FIVE, bar, slot.plus(Duration.ofMinutes(3L + random.nextInt(12))));
    }
    if (random.nextInt(15) == 0) {
      Instant corrected = bar.minus(FIVE.length().multipliedBy(random.nextInt(3)));
      market.change(TCS, FIVE, corrected, CandleCacheTest::traded);
    }
  }

  private void assertFresh(Timeframe timeframe, Instant slot) throws Exception {
    Instant newest = market.due().newestDue(timeframe, slot);
    Instant asked = market.now();
    boolean refreshed = !cache.validAt(new SeriesKey(TCS, timeframe), slot);
    CandleSeries loaded = cache.load(TCS, timeframe, slot, false, LIVE);
    CandleSeries fresh =
        market.series(
            TCS, timeframe, MarketTime.date(loaded.time(0)), MarketTime.date(slot), asked);
    CandleSeries due = fresh.slice(0, fresh.upperBound(newest));
    if (refreshed) {
      assertThat(loaded).describedAs("%s at %s", timeframe, slot).isEqualTo(due);
    }
    assertThat(loaded.time(0)).isBeforeOrEqualTo(longestWindow(timeframe, newest));
    assertThat(loaded.lastTime()).isBeforeOrEqualTo(newest);
  }

  private Instant longestWindow(Timeframe timeframe, Instant bar) {
    // the first session on or after the first day of the longest window
    Category longest = timeframe == FIVE ? Category.DAY_TRADING : Category.LONG_TERM;
    Instant from = market.due().windowStart(longest.window(), bar);
    return from.plus(Duration.ofDays(5));
  }

  @Test
  void fetchesOnlyTodayOnceItHasTheHistory() throws Exception {
    cache.load(TCS, FIVE, TEN, false, LIVE);
    market.set(TEN.plusSeconds(302));
    CandleSeries grown = cache.load(TCS, FIVE, TEN.plusSeconds(300), false, LIVE);

    assertThat(market.requests())
        .containsExactly(
            new CandleRequest(TCS, FIVE, day(8), day(10), Reason.FULL, LIVE),
            new CandleRequest(TCS, FIVE, day(10), day(10), Reason.DELTA, LIVE));
    assertThat(grown.lastTime()).isEqualTo(TEN);
    assertThat(cache.figures().snapshot().revisions()).isZero();
  }

  @Test
  void makesNoCallWhileTheNewestDueBarIsThere() throws Exception {
    cache.load(TCS, DAY, TEN, false, LIVE);
    for (Instant slot : slots(day(10))) {
      market.set(slot.plus(LAG));
      cache.load(TCS, DAY, slot, false, LIVE);
    }
    assertThat(market.requests()).hasSize(1);
  }

  @Test
  void fetchesTheWholeSeriesWhenTheOverlapDiffers() throws Exception {
    CandleSeries before = cache.load(TCS, FIVE, TEN, false, LIVE);
    market.change(TCS, FIVE, at("2026-06-10T09:20"), CandleCacheTest::traded);
    market.change(TCS, FIVE, at("2026-06-09T12:00"), CandleCacheTest::traded);
    market.set(TEN.plusSeconds(302));

    CandleSeries after = cache.load(TCS, FIVE, TEN.plusSeconds(300), false, LIVE);

    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA, Reason.REVISED);
    assertThat(cache.figures().snapshot().revisions()).isEqualTo(1);
    int changed = after.indexOf(at("2026-06-09T12:00"));
    assertThat(after.volume(changed)).isEqualTo(before.volume(changed) + 1);
  }

  @Test
  void aFiveMinuteBarThatComesLateJoinsTheOthersAndCostsNoCallOfItsOwn() throws Exception {
    // given
    Instant bar = at("2026-06-10T09:50");
    market.late(TCS, FIVE, bar, TEN.plusSeconds(120));
    CandleSeries before = cache.load(TCS, FIVE, TEN, false, LIVE);

    // when
    market.set(TEN.plusSeconds(302));
    CandleSeries after = cache.load(TCS, FIVE, TEN.plusSeconds(300), false, LIVE);

    // then
    assertThat(before.indexOf(bar)).isNegative();
    assertThat(after)
        .isEqualTo(market.series(TCS, FIVE, day(8), day(10), at("2026-06-10T10:05")).slice(0, 160));
    assertThat(after.lastTime()).isEqualTo(TEN);
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA);
    assertThat(cache.figures().snapshot().revisions()).isZero();
  }

  @Test
  void aLateBarBesideACorrectedOneIsARevision() throws Exception {
    market.late(TCS, FIVE, at("2026-06-10T09:50"), TEN.plusSeconds(120));
    cache.load(TCS, FIVE, TEN, false, LIVE);
    market.change(TCS, FIVE, at("2026-06-10T09:20"), CandleCacheTest::traded);
    market.set(TEN.plusSeconds(302));

    cache.load(TCS, FIVE, TEN.plusSeconds(300), false, LIVE);

    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA, Reason.REVISED);
  }

  @Test
  void noticesThatTheFirstBarOfTheOverlapIsGone() throws Exception {
    // given
    cache.load(TCS, FIVE, TEN, false, LIVE);
    Instant first = at("2026-06-10T09:15");
    market.withhold(TCS, FIVE, first);
    market.set(TEN.plusSeconds(302));

    // when
    CandleSeries after = cache.load(TCS, FIVE, TEN.plusSeconds(300), false, LIVE);

    // then
    assertThat(after.indexOf(first)).isNegative();
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA, Reason.REVISED);
  }

  @Test
  void aRefreshForAnOlderSlotKeepsTheNewerBars() throws Exception {
    // given a scan on demand that was ahead of the slots, longer ago than an entry may be old
    Instant ahead = TEN.plusSeconds(1800);
    market.set(ahead.plus(LAG));
    CandleSeries newer = cache.load(TCS, FIVE, ahead, false, LIVE);
    market.set(ahead.plus(LAG).plus(Duration.ofMinutes(31)));

    // when
    CandleSeries older = cache.load(TCS, FIVE, TEN, false, LIVE);

    // then
    assertThat(older).isEqualTo(newer);
    assertThat(cache.validAt(new SeriesKey(TCS, FIVE), ahead)).isTrue();
    assertThat(cache.figures().snapshot().revisions()).isZero();
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA);
  }

  @Test
  void aSeriesThatLacksABarIsFetchedWholeOnceADate() throws Exception {
    // given
    market.withhold(TCS, DAY, at("2026-05-05T00:00"));
    cache.load(TCS, DAY, TEN, false, LIVE);
    market.set(at("2026-06-10T16:00").plus(LAG));
    cache.load(TCS, DAY, at("2026-06-10T16:00"), false, LIVE);

    // when
    for (String slot : List.of("2026-06-11T09:15", "2026-06-11T10:00", "2026-06-11T16:00")) {
      market.set(at(slot).plus(LAG));
      cache.load(TCS, DAY, at(slot), false, LIVE);
    }

    // then
    assertThat(market.requests(TCS, DAY))
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA, Reason.FULL, Reason.DELTA);
  }

  @Test
  void makesNoCallForABarThatTheSourceCallsAHole() throws Exception {
    // given
    market.makeUnusable(TCS, DAY, at("2026-06-09T00:00"));
    cache.load(TCS, DAY, TEN, false, LIVE);
    cache.load(TCS, DAY, TEN, true, LIVE);

    // when
    for (String slot : List.of("2026-06-10T10:00", "2026-06-10T10:05", "2026-06-10T14:00")) {
      market.set(at(slot).plus(LAG));
      assertThat(cache.load(TCS, DAY, at(slot), false, LIVE).lastTime())
          .isEqualTo(at("2026-06-08T00:00"));
    }

    // then
    assertThat(market.requests(TCS, DAY)).hasSize(2);
  }

  @Test
  void neverKeepsAFormingBar() throws Exception {
    market.set(TEN.plusSeconds(100));
    CandleSeries loaded = cache.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(loaded.lastTime()).isEqualTo(at("2026-06-10T09:55"));
    assertThat(market.series(TCS, FIVE, day(10), day(10), market.now()).lastTime()).isEqualTo(TEN);
  }

  @Test
  void fetchesAgainForABarThatIsNotThereYet() throws Exception {
    Instant bar = at("2026-06-10T09:55");
    market.late(TCS, FIVE, bar, TEN.plusSeconds(10));

    assertThat(cache.load(TCS, FIVE, TEN, false, LIVE).indexOf(bar)).isNegative();
    assertThat(cache.validAt(new SeriesKey(TCS, FIVE), TEN)).isFalse();
    market.set(TEN.plusSeconds(11));
    assertThat(cache.load(TCS, FIVE, TEN, true, LIVE).indexOf(bar)).isNotNegative();

    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.RETRY);
  }

  @Test
  void needsForOneSeriesAtTheSameTimeShareOneCall() throws Exception {
    int needs = 8;
    CountDownLatch gate = new CountDownLatch(1);
    market.gate(gate);
    List<CandleSeries> loaded = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CandleSeries>> futures = new ArrayList<>();
      for (int i = 0; i < needs; i++) {
        Callable<CandleSeries> need = () -> cache.load(TCS, FIVE, TEN, false, LIVE);
        futures.add(threads.submit(need));
      }
      while (market.requests().isEmpty()) {
        Thread.onSpinWait();
      }
      gate.countDown();
      for (Future<CandleSeries> future : futures) {
        loaded.add(future.get());
      }
    }
    assertThat(loaded)
        .hasSize(needs)
        .allSatisfy(each -> assertThat(each).isSameAs(loaded.getFirst()));
    assertThat(market.requests()).hasSize(1);
  }

  @Test
  void anIntradayEntryOlderThanTheLongestAgeIsFetchedAgain() throws Exception {
    cache.load(TCS, FIVE, TEN, false, LIVE);
    market.set(TEN.plus(LAG).plus(Duration.ofMinutes(30)));
    cache.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(market.requests()).hasSize(1);

    market.set(TEN.plus(LAG).plus(Duration.ofMinutes(30)).plusMillis(1));
    cache.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(market.requests()).hasSize(2);
  }

  @Test
  void theDailyBarOfTheEveningIsFetchedAgainTheNextMorning() throws Exception {
    daily("2026-06-09T16:00");
    market.change(TCS, DAY, at("2026-06-09T00:00"), CandleCacheTest::traded);

    CandleSeries morning = daily("2026-06-10T10:00");
    cache.load(TCS, DAY, TEN.plusSeconds(300), false, LIVE);

    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.REVALIDATE, Reason.REVISED);
    assertShowsNinthAsItIsNow(morning);
  }

  @Test
  void aFetchInTheNightDoesNotReplaceTheCheckAfterTheOpen() throws Exception {
    // given a bar fetched in the evening, and again by a scan on demand in the night
    daily("2026-06-09T16:00");
    Instant night = at("2026-06-10T01:30");
    market.set(night);
    cache.load(TCS, DAY, night, false, LIVE);
    cache.load(TCS, DAY, night, false, LIVE);
    market.change(TCS, DAY, at("2026-06-09T00:00"), CandleCacheTest::traded);

    // when
    CandleSeries morning = daily("2026-06-10T09:15");
    daily("2026-06-10T10:00");

    // then
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.REVALIDATE, Reason.REVALIDATE, Reason.REVISED);
    assertShowsNinthAsItIsNow(morning);
  }

  /** The other generation fetches every candle for a slot before the open. So the bar has to be fetched on that date here, too. */
  @Test
  void theEveningsBarIsCheckedByEachSlotBeforeTheOpenAndOnceAfterIt() throws Exception {
    daily("2026-06-05T16:00");
    List<String> checked = new ArrayList<>();
    for (String slot :
        List.of(
            "2026-06-05T23:00",
            "2026-06-06T11:00",
            "2026-06-06T12:00",
            "2026-06-08T08:00",
            "2026-06-08T09:10",
            "2026-06-08T09:15",
            "2026-06-08T09:20",
            "2026-06-08T15:50")) {
      market.forgetRequests();
      daily(slot);
      if (!market.requests().isEmpty()) {
        assertThat(market.requests())
            .extracting(CandleRequest::reason)
            .containsExactly(Reason.REVALIDATE);
        checked.add(slot);
      }
    }
    assertThat(checked)
        .containsExactly(
            "2026-06-06T11:00",
            "2026-06-06T12:00",
            "2026-06-08T08:00",
            "2026-06-08T09:10",
            "2026-06-08T09:15");
  }

  @Test
  void aSlotThatIsCaughtUpOnALaterDateChecksTheEveningsBar() throws Exception {
    // given the bar of the evening, corrected overnight, and a slot of that evening that was missed
    daily("2026-06-09T16:00");
    market.change(TCS, DAY, at("2026-06-09T00:00"), CandleCacheTest::traded);
    Instant missed = at("2026-06-09T17:15");

    // when the slot is caught up in the morning
    market.set(at("2026-06-10T08:30"));
    CandleSeries caughtUp = cache.load(TCS, DAY, missed, false, LIVE);

    // then
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.REVALIDATE, Reason.REVISED);
    assertShowsNinthAsItIsNow(caughtUp);
  }

  @Test
  void aFetchThatBeganBeforeTheOpenIsNoCheckAfterIt() throws Exception {
    // given a fetch in progress while the session opens
    daily("2026-06-09T16:00");
    market.set(at("2026-06-10T09:14:59"));
    whileFetching(
        DAY, at("2026-06-10T09:14:59"), () -> market.set(at("2026-06-10T09:15").plus(LAG)));

    // when
    daily("2026-06-10T09:15");

    // then
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.REVALIDATE, Reason.REVALIDATE);
  }

  @Test
  void aFailureLeavesTheEntryAsItWas() throws Exception {
    CandleSeries before = cache.load(TCS, FIVE, TEN, false, LIVE);
    market.fail(TCS, new CandleFailure.Unavailable("the broker is away"));
    Instant next = TEN.plusSeconds(300);
    market.set(next.plus(LAG));
    assertThatThrownBy(() -> cache.load(TCS, FIVE, next, false, LIVE))
        .isInstanceOf(CandleSourceException.class);
    assertThat(store.get(new SeriesKey(TCS, FIVE)).orElseThrow().series()).isSameAs(before);

    market.mend();
    assertThat(cache.load(TCS, FIVE, next, true, LIVE).lastTime()).isEqualTo(TEN);
  }

  @Test
  void afterAClearTheWholeSeriesIsFetched() throws Exception {
    cache.load(TCS, FIVE, TEN, false, LIVE);
    cache.clear();
    cache.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.FULL);
  }

  /** Its sessions decide which bars there are: an entry lacks those of a session that only the newer one knows. */
  @Test
  void afterAReloadOfTheCalendarTheWholeSeriesIsFetched() throws Exception {
    // given
    AtomicReference<TradingCalendar> calendar = new AtomicReference<>(TradingCalendar.nse());
    CandleCache reloaded =
        new CandleCache(market, market.due(), calendar::get, market, store, Duration.ofMinutes(30));
    reloaded.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(reloaded.validAt(new SeriesKey(TCS, FIVE), TEN)).isTrue();

    // when
    calendar.set(TradingCalendar.nse());

    // then
    assertThat(reloaded.validAt(new SeriesKey(TCS, FIVE), TEN)).isFalse();
    reloaded.load(TCS, FIVE, TEN, false, LIVE);
    reloaded.load(TCS, FIVE, TEN, false, LIVE);
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.FULL);
  }

  @Test
  void whatIsFetchedDuringAClearIsNotKept() throws Exception {
    // given an entry, and a refresh of it in progress
    cache.load(TCS, FIVE, TEN, false, LIVE);
    Instant next = TEN.plusSeconds(300);
    market.set(next.plus(LAG));

    // when
    CandleSeries refreshed =
        whileFetching(FIVE, next, () -> assertThat(cache.clear()).containsExactly(TCS));

    // then
    assertThat(refreshed.lastTime()).isEqualTo(TEN);
    assertThat(store.keys()).isEmpty();
    cache.load(TCS, FIVE, next, false, LIVE);
    assertThat(market.requests())
        .extracting(CandleRequest::reason)
        .containsExactly(Reason.FULL, Reason.DELTA, Reason.FULL);
  }

  @Test
  void aRevisionIsCountedOnceItsHistoryIsThere() throws Exception {
    cache.load(TCS, FIVE, TEN, false, LIVE);
    market.change(TCS, FIVE, at("2026-06-10T09:30"), CandleCacheTest::traded);
    Instant next = TEN.plusSeconds(300);
    market.set(next.plus(LAG));
    market.fail(Reason.REVISED, new CandleFailure.Unavailable("the broker is away"));
    assertThatThrownBy(() -> cache.load(TCS, FIVE, next, false, LIVE))
        .isInstanceOf(CandleSourceException.class);
    assertThat(cache.figures().snapshot().revisions()).isZero();

    market.mend();
    cache.load(TCS, FIVE, next, true, LIVE);
    assertThat(cache.figures().snapshot().revisions()).isOne();
  }

  /** The daily bars as a slot loads them. */
  private CandleSeries daily(String slot) throws Exception {
    market.set(at(slot).plus(LAG));
    return cache.load(TCS, DAY, at(slot), false, LIVE);
  }

  /** Asserts that the newest due bar is that of 9 June, with its present values. */
  private void assertShowsNinthAsItIsNow(CandleSeries daily) {
    assertThat(daily)
        .isEqualTo(market.series(TCS, DAY, MarketTime.date(daily.time(0)), day(9), market.now()));
  }

  /** The series that a slot loads if something happens before the broker answers. */
  private CandleSeries whileFetching(Timeframe timeframe, Instant slot, Runnable happens)
      throws Exception {
    int before = market.requests().size();
    CountDownLatch gate = new CountDownLatch(1);
    market.gate(gate);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CandleSeries> loaded =
          threads.submit(() -> cache.load(TCS, timeframe, slot, false, LIVE));
      while (market.requests().size() == before) {
        Thread.onSpinWait();
      }
      try {
        happens.run();
      } finally {
        gate.countDown();
      }
      return loaded.get();
    }
  }

  private List<Instant> slots(LocalDate date) {
    return Timetable.defaults(market::calendar)
        .due(Generation.OPTIMIZED, Category.DAY_TRADING, date)
        .complete();
  }

  /** The same bar with one more share traded. */
  private static Candle traded(Candle candle) {
    return new Candle(
        candle.time(),
        candle.open(),
        candle.high(),
        candle.low(),
        candle.close(),
        candle.volume() + 1);
  }

  private static LocalDate day(int ofJune) {
    return LocalDate.of(2026, 6, ofJune);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
