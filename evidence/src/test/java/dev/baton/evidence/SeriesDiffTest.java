package dev.baton.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.evidence.SeriesDiff.Difference;
import dev.baton.evidence.SeriesDiff.Kind;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesDiffTest {

  private static final CandleSeries FOUR = series(bar(0), bar(1), bar(2), bar(3));

  private static Candle bar(int number) {
    return new Candle(
        Instant.parse("2026-06-10T09:15:00+05:30").plusSeconds(300L * number),
        100,
        102,
        99,
        101,
        1_000 + number);
  }

  private static CandleSeries series(Candle... bars) {
    return CandleSeries.of(Symbol.of("TCS"), Timeframe.FIVE_MINUTES, List.of(bars));
  }

  @Test
  void thereIsNoDifferenceBetweenEqualSeries() {
    assertThat(SeriesDiff.of(FOUR, series(bar(0), bar(1), bar(2), bar(3)))).isEmpty();
  }

  @Test
  void namesEachBarThatDiffersAndShowsBothSides() {
    // given
    Candle revised = new Candle(bar(1).time(), 100, 102, 99, 101.05, 1_001);
    CandleSeries legacy = series(bar(0), revised, bar(2));
    CandleSeries optimized = series(bar(1), bar(2), bar(3));

    // when, then
    assertThat(SeriesDiff.of(legacy, optimized))
        .containsExactly(
            new Difference(
                FOUR.time(0),
                Kind.MISSING_IN_OPTIMIZED,
                Optional.of(FOUR.get(0)),
                Optional.empty()),
            new Difference(
                FOUR.time(1), Kind.REVISED, Optional.of(revised), Optional.of(FOUR.get(1))),
            new Difference(
                FOUR.time(3), Kind.MISSING_IN_LEGACY, Optional.empty(), Optional.of(FOUR.get(3))));
  }

  @Test
  void allBarsOfTheOtherOneAreMissingInAnEmptySeries() {
    CandleSeries none = CandleSeries.empty(Symbol.of("TCS"), Timeframe.FIVE_MINUTES);

    assertThat(SeriesDiff.of(none, FOUR))
        .extracting(Difference::kind)
        .hasSize(4)
        .containsOnly(Kind.MISSING_IN_LEGACY);
  }
}
