package dev.baton.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotScheduleTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

  private final TradingCalendar calendar = TradingCalendar.nse();

  @ParameterizedTest
  @CsvSource({
    "LEGACY, DAY_TRADING, 76, 09:15, 15:30",
    "LEGACY, SHORT_SELLING, 13, 09:30, 15:30",
    "LEGACY, SHORT_TERM, 5, 09:15, 17:15",
    "LEGACY, LONG_TERM, 1, 16:00, 16:00",
    "OPTIMIZED, DAY_TRADING, 76, 09:15, 15:30",
    "OPTIMIZED, SHORT_SELLING, 76, 09:15, 15:30",
    "OPTIMIZED, SHORT_TERM, 7, 09:15, 17:15",
    "OPTIMIZED, LONG_TERM, 3, 10:00, 16:00"
  })
  void hasTheSlotsOfTheDesign(
      Generation generation, Category category, int count, String first, String last) {
    List<Instant> slots = schedule(generation, category).slots(DAY);

    assertThat(slots).hasSize(count);
    assertThat(MarketTime.local(slots.getFirst()).toLocalTime()).hasToString(first);
    assertThat(MarketTime.local(slots.getLast()).toLocalTime()).hasToString(last);
  }

  @Test
  void goesOnAfterTheNightAndTheWeekend() {
    SlotSchedule schedule = schedule(Generation.LEGACY, Category.LONG_TERM);

    assertThat(schedule.next(at("2026-06-12T16:00"))).contains(at("2026-06-15T16:00"));
    assertThat(schedule.next(at("2026-06-12T15:59:59"))).contains(at("2026-06-12T16:00"));
  }

  @Test
  void findsTheNextSlotHoweverRareSlotsAre() {
    SlotSchedule schedule =
        new SlotSchedule(Category.LONG_TERM, List.of("0 16 1 * *"), () -> calendar);

    // The first of August is a Saturday.
    assertThat(schedule.next(at("2026-07-01T16:00"))).contains(at("2026-09-01T16:00"));
  }

  @Test
  void keepsIntradayScansInsideAMuhuratSession() {
    LocalDate muhurat = LocalDate.of(2025, 10, 21);

    List<Instant> slots = schedule(Generation.LEGACY, Category.DAY_TRADING).slots(muhurat);

    assertThat(slots)
        .hasSize(13)
        .startsWith(at("2025-10-21T13:45"))
        .endsWith(at("2025-10-21T14:45"));
  }

  @Test
  void asksAnExpressionOfSomeDaysForEachDate() {
    SlotSchedule schedule =
        new SlotSchedule(Category.LONG_TERM, List.of("0 16 * * 3", "30 9 10 6 *"), () -> calendar);

    assertThat(schedule.slots(DAY)).containsExactly(at("2026-06-10T09:30"), at("2026-06-10T16:00"));
    assertThat(schedule.slots(DAY.plusDays(1))).isEmpty();
    assertThat(schedule.slots(DAY.plusDays(7))).containsExactly(at("2026-06-17T16:00"));
  }

  @Test
  void refusesAnExpressionThatIsNone() {
    assertThatThrownBy(
            () -> new SlotSchedule(Category.LONG_TERM, List.of("0 25 * * *"), () -> calendar))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'0 25 * * *'")
        .hasMessageContaining("five fields");
  }

  private SlotSchedule schedule(Generation generation, Category category) {
    return SlotSchedule.of(category, CategoryDefaults.jobs(generation), () -> calendar);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
