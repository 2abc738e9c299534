package dev.baton.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.market.CandleSum;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report of one symbol after another is that of all symbols at once. */
class ReportFoldTest {

  /** The last one is in no universe. A daily bar and some five-minute bars are not there. */
  private static final RecordedCandles CANDLES =
      SyntheticCandles.without(
          bar ->
              bar.symbol().value().equals("TCS")
                  && bar.time().toString().matches("2026-06-0(2T18:30|4T05:00|4T09:55):00Z"),
          "ADANIENT",
          "HDFCBANK",
          "NTPC",
          "RELIANCE",
          "TCS",
          "ZZZZ");

  private static Replay replay(int threads) {
    return new Replay(
        CANDLES,
        Replay.calendar(CANDLES),
        new ReplayRange(
            LocalDate.of(2026, 6, 3), LocalDate.of(2026, 6, 5), EnumSet.allOf(Category.class)),
        threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void reportsTheSameBytes(int threads) throws InterruptedException {
    // given
    Replay replay = replay(threads);
    ReportFold fold = new ReportFold(replay);
    SignalsCsv signals = new SignalsCsv();
    CandleSum candles = CANDLES.sumOfDays();
    ReplayReport whole = ReplayReporting.of(replay.run(Progress.NONE), List.of());

    // when
    replay.eachSymbol(
        of -> of,
        of -> {
          fold.add(fold.part(of.run()));
          signals.add(SignalsCsv.lines(of.run()));
          if (CANDLES.symbols().contains(of.symbol())) {
            candles.add(of.candles().series(of.symbol(), Timeframe.FIVE_MINUTES));
          }
        },
        Progress.NONE);

    // then
    assertThat(whole.holds()).anyMatch(hold -> hold.symbols().contains("TCS"));
    assertThat(whole.generations().get("legacy").totals().signals()).isGreaterThan(20);
    assertThat(fold.report(candles, List.of()).json()).isEqualTo(whole.json());
    assertThat(signals.text()).isEqualTo(SignalsCsv.of(replay.run(Progress.NONE)));
  }

  @Test
  void keepsNoMoreSymbolsThanThreadsAndOne() throws InterruptedException {
    // given
    AtomicInteger kept = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Symbol> order = new ArrayList<>();

    // when
    replay(2)
        .eachSymbol(
            of -> {
              most.accumulateAndGet(kept.incrementAndGet(), Math::max);
              return of.symbol();
            },
            symbol -> {
              kept.decrementAndGet();
              order.add(symbol);
            },
            Progress.NONE);

    // then
    assertThat(most.get()).isBetween(1, 3);
    assertThat(order).isSorted().hasSize(27).contains(Symbol.of("ZZZZ"));
  }

  @Test
  void measuresTheProcessorTimeOfEachGeneration() throws InterruptedException {
    List<Long> nanos = new ArrayList<>();

    replay(1)
        .eachSymbol(
            of -> of,
            of -> {
              if (of.symbol().equals(SyntheticCandles.RELIANCE)) {
                nanos.add(of.cpu().legacy().toNanos());
                nanos.add(of.cpu().optimized().toNanos());
                assertThat(of.run().of(Generation.LEGACY).signals()).isNotEmpty();
              }
            },
            Progress.NONE);

    assertThat(nanos).hasSize(2).allMatch(time -> time > 0);
  }
}
