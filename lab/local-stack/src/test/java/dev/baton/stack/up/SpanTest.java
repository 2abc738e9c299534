package dev.baton.stack.up;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.category.Generation.LEGACY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();

  private static Instant at(int day, int hour) {
    return MarketTime.instant(LocalDate.of(2026, 6, day), LocalTime.of(hour, 0));
  }

  @Test
  void aLiveRunIsAboutTheWholeDayAndSlotsAreDueSinceTheServicesRecordedIt() {
    Span span =
        Span.live(
            CALENDAR,
            at(10, 11),
            at(10, 15),
            Optional.of(at(10, 12)),
            Map.of(LEGACY, Map.of(DAY_TRADING, at(8, 9))));
    assertThat(span.from()).isEqualTo(at(10, 0));
    assertThat(span.sessions())
        .extracting(Session::date)
        .containsExactly(LocalDate.of(2026, 6, 10));
    assertThat(span.since(Set.of(LEGACY))).containsOnlyKeys(LEGACY);
    assertThat(span.since(Set.of(LEGACY)).get(LEGACY))
        .containsEntry(DAY_TRADING, at(8, 9))
        .containsEntry(SHORT_TERM, at(10, 11));
  }

  @Test
  void theDaysOnWhichALiveRunCaughtUpBelongToIt() {
    Span span = Span.live(CALENDAR, at(15, 11), at(15, 15), Optional.of(at(12, 14)), Map.of());
    assertThat(span.from()).isEqualTo(at(12, 0));
    assertThat(span.sessions())
        .extracting(Session::date)
        .containsExactly(LocalDate.of(2026, 6, 12), LocalDate.of(2026, 6, 15));
  }

  @Test
  void inASimulatedRunEverythingIsDueFromTheStartOfItsClock() {
    Span span = Span.simulated(List.of(CALENDAR.require(LocalDate.of(2026, 6, 10))), at(10, 9));
    assertThat(span.from()).isEqualTo(at(10, 0));
    assertThat(span.since(Set.of(LEGACY)).get(LEGACY)).containsEntry(DAY_TRADING, at(10, 9));
  }
}
