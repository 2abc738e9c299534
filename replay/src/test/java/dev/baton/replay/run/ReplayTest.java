package dev.baton.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.parity.Evaluation;
import dev.baton.parity.HoldReason;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.replay.ReplayException;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.report.ReplayReporting;
import dev.baton.replay.report.SignalsCsv;
import dev.baton.scan.SymbolResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Set<Category> ALL = EnumSet.allOf(Category.class);

  @Test
  void givesTheSameBytesTwiceAndWithOneThreadAndTwo() throws InterruptedException {
    // given
    RecordedCandles candles = SyntheticCandles.of("RELIANCE", "TCS", "ADANIENT");

    // when
    ReplayRun one = replay(candles, "2026-06-08", "2026-06-10", ALL, 1).run(Progress.NONE);
    ReplayRun again = replay(candles, "2026-06-08", "2026-06-10", ALL, 1).run(Progress.NONE);
    ReplayRun two = replay(candles, "2026-06-08", "2026-06-10", ALL, 2).run(Progress.NONE);

    // then
    assertThat(json(again)).isEqualTo(json(one));
    assertThat(json(two)).isEqualTo(json(one));
    assertThat(SignalsCsv.of(again))
        .isEqualTo(SignalsCsv.of(one))
        .hasLineCount(2 * signals(one) + 1);
    assertThat(SignalsCsv.of(two)).isEqualTo(SignalsCsv.of(one));
  }

  @Test
  void worksWithThePriorityOfTheThreadThatAsks() throws InterruptedException {
    // given
    Replay replay = replay(SyntheticCandles.of("RELIANCE"), "2026-06-10", "2026-06-10", ALL, 2);
    Set<Integer> priorities = ConcurrentHashMap.newKeySet();
    Progress progress =
        new Progress() {
          @Override
          public void begun(long steps) {}

          @Override
          public void done(long steps) {
            priorities.add(Thread.currentThread().getPriority());
          }
        };
    Thread asking = Thread.currentThread();
    int usual = asking.getPriority();

    // when
    asking.setPriority(Thread.MIN_PRIORITY);
    try {
      replay.run(progress);
    } finally {
      asking.setPriority(usual);
    }

    // then
    assertThat(priorities).containsExactly(Thread.MIN_PRIORITY);
  }

  @Test
  void findsTheSameSignalsByBothGenerationsAndNoSlotMoreOrLessThanTheirSchedules()
      throws InterruptedException {
    // given
    Replay replay =
        replay(SyntheticCandles.of("RELIANCE", "TCS"), "2026-06-08", "2026-06-10", ALL, 2);

    // when
    ReplayRun run = replay.run(Progress.NONE);
    ParityReport parity = run.compared(List.of());

    // then
    assertThat(parity.mismatches()).isEmpty();
    assertThat(parity.categories().getFirst().figures().matched()).isGreaterThan(10);
    assertThat(parity.judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(parity.judgement().passesButForData()).isTrue();
    assertThat(run.dueSlots().of(Generation.LEGACY, Category.DAY_TRADING)).hasSize(3 * 76);
    assertThat(run.dueSlots().of(Generation.LEGACY, Category.SHORT_SELLING)).hasSize(3 * 13);
    assertThat(run.dueSlots().of(Generation.OPTIMIZED, Category.SHORT_SELLING)).hasSize(3 * 76);
    assertThat(run.dueSlots().of(Generation.OPTIMIZED, Category.LONG_TERM)).hasSize(3 * 3);
  }

  private static RecordedCandles withoutTheDayOf(LocalDate date, String facts) throws IOException {
    Path file = Files.writeString(Files.createTempFile("facts", ".csv"), facts);
    file.toFile().deleteOnExit();
    return RecordedCandles.of(
        SyntheticCandles.series(
            bar -> bar.timeframe() == Timeframe.ONE_DAY && MarketTime.date(bar.time()).equals(date),
            "RELIANCE",
            "TCS"),
        SymbolFacts.read(file));
  }

  @Test
  void aSessionThatADailyRecordingLacksMakesNoSignalUnlessAFactExplainsIt() throws Exception {
    // given
    LocalDate hole = LocalDate.of(2026, 6, 2);
    String header = "symbols,timeframe,from,to,fact,value,note\n";
    Set<Category> daily =
        EnumSet.of(Category.SHORT_SELLING, Category.SHORT_TERM, Category.LONG_TERM);

    // when
    ReplayRun unexplained =
        replay(withoutTheDayOf(hole, header), "2026-06-04", "2026-06-12", daily, 2)
            .run(Progress.NONE);
    ReplayRun explained =
        replay(
                withoutTheDayOf(hole, header + "*,1D,2026-06-02,,absent,,\n"),
                "2026-06-04",
                "2026-06-12",
                daily,
                2)
            .run(Progress.NONE);

    // then
    for (Generation generation : Generation.values()) {
      assertThat(unexplained.of(generation).signals()).isEmpty();
      assertThat(unexplained.of(generation).evaluations())
          .filteredOn(evaluation -> evaluation.outcome() != Outcome.BAR_MISSING)
          .isNotEmpty()
          .allMatch(
              evaluation ->
                  evaluation.outcome() == Outcome.INCOMPLETE && evaluation.lacking() == 1);
      assertThat(explained.of(generation).signals()).isNotEmpty();
      assertThat(explained.of(generation).evaluations()).allMatch(each -> each.lacking() == 0);
    }
    assertThat(unexplained.compared(List.of()).judgement().holds()).contains(HoldReason.DATA_HOLE);
    assertThat(unexplained.compared(List.of()).judgement().passesButForData()).isTrue();
    assertThat(explained.compared(List.of()).mismatches()).isEmpty();
  }

  private static RecordedCandles halvedFrom(LocalDate date, SymbolFacts facts) {
    return RecordedCandles.of(
        SyntheticCandles.series(_ -> false, "RELIANCE", "TCS").stream()
            .map(
                series ->
                    CandleSeries.of(
                        series.symbol(),
                        series.timeframe(),
                        series.toList().stream()
                            .map(
                                bar ->
                                    MarketTime.date(bar.time()).isBefore(date) ? bar : halved(bar))
                            .toList()))
            .toList(),
        facts);
  }

  private static Candle halved(Candle bar) {
    return new Candle(
        bar.time(), bar.open() / 2, bar.high() / 2, bar.low() / 2, bar.close() / 2, bar.volume());
  }

  @Test
  void aSplitMakesNoSignalAndOneThatIsKnownNoOther() throws Exception {
    // given
    LocalDate exDate = LocalDate.of(2026, 6, 8);
    Path file = Files.createTempFile("facts", ".csv");
    file.toFile().deleteOnExit();
    Files.writeString(
        file, "symbols,timeframe,from,to,fact,value,note\n*,*,2026-06-08,,split,2,\n");

    // when
    ReplayRun unknown =
        replay(halvedFrom(exDate, SymbolFacts.NONE), "2026-06-08", "2026-06-09", ALL, 2)
            .run(Progress.NONE);
    ReplayRun known =
        replay(halvedFrom(exDate, SymbolFacts.read(file)), "2026-06-08", "2026-06-09", ALL, 2)
            .run(Progress.NONE);

    // then
    Instant from = MarketTime.startOf(exDate);
    for (Generation generation : Generation.values()) {
      assertThat(unknown.of(generation).evaluations())
          .filteredOn(evaluation -> !evaluation.bar().barTime().isBefore(from))
          .extracting(Evaluation::outcome)
          .contains(Outcome.SUSPENDED)
          .containsOnly(Outcome.SUSPENDED, Outcome.BAR_MISSING);
      assertThat(known.of(generation).evaluations())
          .extracting(Evaluation::outcome)
          .contains(Outcome.EVALUATED)
          .doesNotContain(Outcome.SUSPENDED);
    }
    assertThat(unknown.compared(List.of()).judgement().holds()).contains(HoldReason.DATA_HOLE);
    assertThat(unknown.compared(List.of()).judgement().passesButForData()).isTrue();
    assertThat(known.compared(List.of()).mismatches()).isEmpty();
    assertThat(known.compared(List.of()).categories().getFirst().figures().matched()).isPositive();
  }

  @Test
  void publishesASignalOnceAsTheFirstSlotFoundIt() throws InterruptedException {
    ReplayRun run =
        replay(
                SyntheticCandles.of("RELIANCE", "TCS"),
                "2026-05-01",
                "2026-06-10",
                EnumSet.of(Category.SHORT_TERM),
                1)
            .run(Progress.NONE);

    assertThat(run.legacy().signals())
        .isNotEmpty()
        .allSatisfy(
            signal -> {
              assertThat(signal.detectedAt()).isEqualTo(signal.slot().plusSeconds(2));
              // A day's bar is due from 15:55 on; 17:15 is the first slot after that.
              if (signal
                  .signal()
                  .key()
                  .barTime()
                  .isAfter(MarketTime.startOf(LocalDate.of(2026, 4, 30)))) {
                assertThat(MarketTime.local(signal.slot()))
                    .isEqualTo(
                        MarketTime.local(signal.key().barTime()).withHour(17).withMinute(15));
              }
            });
  }

  @Test
  void goesOnThroughAYearThatOnlyTheDailyCandlesKnowAndHoldsItsFirstSlots()
      throws InterruptedException {
    // given: a recording of which the first half is in a year that no calendar knows
    RecordedCandles candles = moved(SyntheticCandles.of("RELIANCE"), 300);
    LocalDate first = candles.daysTraded().first();

    // when
    Replay replay =
        replay(
            candles,
            first.toString(),
            first.plusDays(120).toString(),
            EnumSet.of(Category.LONG_TERM),
            1);
    ReplayRun run = replay.run(Progress.NONE);

    // then
    assertThat(first.getYear()).isEqualTo(2024);
    assertThat(replay.sessions()).startsWith(first).allMatch(candles.daysTraded()::contains);
    assertThat(run.legacy().plan().onHold()).isEmpty();
    assertThat(run.optimized().plan().onHold())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.date()).isEqualTo(first);
              assertThat(held.slots()).isEqualTo(2);
            });
    assertThat(run.compared(List.of()).judgement().passesButForData()).isTrue();
  }

  @Test
  void refusesARangeWithoutDataWithoutSessionsOrBeyondTheCalendar() {
    RecordedCandles candles = SyntheticCandles.of("RELIANCE");

    assertThatThrownBy(() -> replay(candles, "2025-02-03", "2025-02-07", ALL, 1))
        .isInstanceOf(ReplayException.class)
        .hasMessage(
            "no candle from 2025-02-03 to 2025-02-07 for day_trading, short_selling, short_term, long_term; recorded are 5m from 2026-05-25 to 2026-06-12, 1D from 2025-06-02 to 2026-06-12");
    assertThatThrownBy(() -> replay(candles, "2026-06-13", "2026-06-14", ALL, 1))
        .isInstanceOf(ReplayException.class)
        .hasMessage("no session from 2026-06-13 to 2026-06-14");
    assertThatThrownBy(() -> replay(candles, "2015-02-03", "2026-02-07", ALL, 1))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("2025-01-01 to 2026-12-31");
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    // given
    Replay replay = replay(SyntheticCandles.of("RELIANCE"), "2026-06-08", "2026-06-10", ALL, 1);

    // when
    Thread.currentThread().interrupt();

    // then
    assertThatThrownBy(() -> replay.run(Progress.NONE)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void tellsHowFarItIs() throws InterruptedException {
    // given
    AtomicLong begun = new AtomicLong();
    AtomicLong done = new AtomicLong();
    Progress progress =
        new Progress() {
          @Override
          public void begun(long steps) {
            begun.addAndGet(steps);
          }

          @Override
          public void done(long steps) {
            done.addAndGet(steps);
          }
        };

    // when
    replay(SyntheticCandles.of("RELIANCE"), "2026-06-10", "2026-06-10", ALL, 2).run(progress);

    // then: 26 symbols; 76 slot times of a day, and 16:00 and 17:15
    assertThat(begun).hasValue(2 * 26 * 78);
    assertThat(done).hasValue(begun.get());
  }

  private static RecordedCandles moved(RecordedCandles candles, int days) {
    CandleSeries series = candles.series(SyntheticCandles.RELIANCE, Timeframe.ONE_DAY);
    return RecordedCandles.of(
        List.of(
            CandleSeries.of(
                series.symbol(),
                series.timeframe(),
                series.toList().stream()
                    .map(
                        bar ->
                            new Candle(
                                MarketTime.startOf(MarketTime.date(bar.time()).minusDays(days)),
                                bar.open(),
                                bar.high(),
                                bar.low(),
                                bar.close(),
                                bar.volume()))
                    .toList())));
  }

  private static int signals(ReplayRun run) {
    assertThat(run.legacy().signals()).hasSameSizeAs(run.optimized().signals());
    return run.legacy().signals().size();
  }

  private static String json(ReplayRun run) {
    return ReplayReporting.of(run, List.of()).json();
  }

  private static Replay replay(
      RecordedCandles candles, String from, String to, Set<Category> categories, int threads) {
    return new Replay(
        candles,
        Replay.calendar(candles),
        new ReplayRange(LocalDate.parse(from), LocalDate.parse(to), categories),
        threads);
  }
}
