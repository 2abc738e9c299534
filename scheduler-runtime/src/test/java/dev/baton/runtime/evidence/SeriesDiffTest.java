package dev.baton.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.evidence.SeriesDiff.Difference;
import dev.baton.runtime.evidence.SeriesDiff.Kind;
import dev.baton.runtime.test.Scans;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesDiffTest {

  private static final CandleSeries FOUR =
      Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 4);

  @Test
  void thereIsNoDifferenceBetweenEqualSeries() {
    assertThat(
            SeriesDiff.of(FOUR, Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 4)))
        .isEmpty();
  }

  @Test
  void namesEachBarThatDiffersAndShowsBothSides() {
    // given
    CandleSeries legacy = Scans.without(Scans.revised(FOUR, 1), 3);
    CandleSeries optimized = Scans.without(FOUR, 0);

    // when, then
    assertThat(SeriesDiff.of(legacy, optimized))
        .containsExactly(
            new Difference(
                FOUR.time(0),
                Kind.MISSING_IN_OPTIMIZED,
                Optional.of(FOUR.get(0)),
                Optional.empty()),
            new Difference(
                FOUR.time(1), Kind.REVISED, Optional.of(legacy.get(1)), Optional.of(FOUR.get(1))),
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
