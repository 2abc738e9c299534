package dev.baton.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LookupsTest {

  @Test
  void theHitRateIsHitsOverLookups() {
    assertThat(new Lookups(8, 6).hitRate()).contains(0.75);
    assertThat(new Lookups(8, 0).hitRate()).contains(0.0);
    assertThat(Lookups.hitRate(1.5, 6)).contains(0.25);
  }

  @Test
  void withoutALookupThereIsNoHitRate() {
    assertThat(Lookups.NONE.hitRate()).isEmpty();
    assertThat(Lookups.hitRate(0, 0)).isEmpty();
  }

  @Test
  void theHitRateOfASumIsNotTheMeanOfTheRates() {
    Lookups both = new Lookups(10, 10).plus(new Lookups(30, 0));
    assertThat(both).isEqualTo(new Lookups(40, 10));
    assertThat(both.misses()).isEqualTo(30);
    assertThat(both.hitRate()).contains(0.25);
  }

  @Test
  void moreHitsThanLookupsAreRefused() {
    assertThatThrownBy(() -> new Lookups(3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hits 4 is not between 0 and the 3 lookups");
    assertThatThrownBy(() -> new Lookups(3, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCacheIsWarmOneHourAfterTheOpen() {
    assertThat(Lookups.warmFrom(TradingCalendar.nse().require(LocalDate.of(2026, 6, 10))))
        .isEqualTo(Instant.parse("2026-06-10T10:15:00+05:30"));
  }
}
