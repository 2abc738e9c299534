package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnusableRowsTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Timeframe DAY = Timeframe.ONE_DAY;
  private static final Instant NINTH = at("2026-06-09T00:00");
  private static final Instant TEN = at("2026-06-10T10:00");

  private final UnusableRows rows = new UnusableRows();

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  private boolean isHole(Symbol symbol, Timeframe timeframe, Instant bar, Instant now) {
    return rows.holes(symbol, timeframe, now).contains(bar);
  }

  @Test
  void aCandleBeginsTheCountAgainAndEndsNoHole() {
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);
    rows.add(TCS, DAY, Set.of(), Set.of(NINTH), TEN);
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);
    assertThat(isHole(TCS, DAY, NINTH, TEN)).isFalse();

    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);
    rows.add(TCS, DAY, Set.of(), Set.of(NINTH), TEN);
    assertThat(isHole(TCS, DAY, NINTH, TEN)).isTrue();
  }

  @Test
  void aRowThatIsUnusableTwiceIsAHoleUntilTheNextDate() {
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);
    assertThat(isHole(TCS, DAY, NINTH, TEN)).isFalse();

    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN.plusSeconds(5));
    assertThat(isHole(TCS, DAY, NINTH, TEN.plusSeconds(5))).isTrue();
    assertThat(isHole(TCS, DAY, NINTH, at("2026-06-10T23:59"))).isTrue();

    assertThat(isHole(TCS, DAY, NINTH, at("2026-06-11T09:15"))).isFalse();
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), at("2026-06-11T09:15"));
    assertThat(isHole(TCS, DAY, NINTH, at("2026-06-11T09:15"))).isFalse();
  }

  @Test
  void otherSymbolsTimeframesAndBarsAreNone() {
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);
    rows.add(TCS, DAY, Set.of(NINTH), Set.of(), TEN);

    assertThat(isHole(Symbol.of("INFY"), DAY, NINTH, TEN)).isFalse();
    assertThat(isHole(TCS, Timeframe.FIVE_MINUTES, NINTH, TEN)).isFalse();
    assertThat(isHole(TCS, DAY, at("2026-06-08T00:00"), TEN)).isFalse();
  }
}
