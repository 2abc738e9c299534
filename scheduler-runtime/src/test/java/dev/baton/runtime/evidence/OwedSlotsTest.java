package dev.baton.runtime.evidence;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.DueSlots;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.test.Jobs;
import dev.baton.runtime.test.Scans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Wednesday 2026-06-10 is a session, the 13th and 14th are a weekend. */
class OwedSlotsTest {

  private static final LocalDate WEDNESDAY = LocalDate.parse("2026-06-10");
  private static final Instant EVENING = Scans.at("2026-06-10T20:00");

  private final OwedSlots owed =
      new OwedSlots(SchedulerSettings.defaults(OPTIMIZED), TradingCalendar::nse);

  @Test
  void eachGenerationOwesTheSlotsOfItsOwnSchedule() {
    // when
    DueSlots due =
        owed.between(WEDNESDAY, WEDNESDAY, EVENING, both("2026-06-01T00:00"), SlotSchedules.NONE);

    // then
    assertThat(due.of(LEGACY, DAY_TRADING)).hasSize(76);
    assertThat(due.of(LEGACY, LONG_TERM)).containsExactly(Scans.at("2026-06-10T16:00"));
    assertThat(due.of(OPTIMIZED, LONG_TERM))
        .containsExactly(
            Scans.at("2026-06-10T10:00"),
            Scans.at("2026-06-10T14:00"),
            Scans.at("2026-06-10T16:00"));
  }

  @Test
  void aSlotIsOwedFromTheVeryTimeOfTheFirstStart() {
    // when
    DueSlots atTheSlot =
        owed.between(WEDNESDAY, WEDNESDAY, EVENING, both("2026-06-10T11:15"), SlotSchedules.NONE);
    DueSlots after =
        owed.between(
            WEDNESDAY, WEDNESDAY, EVENING, both("2026-06-10T11:15:01"), SlotSchedules.NONE);

    // then
    assertThat(atTheSlot.of(LEGACY, SHORT_TERM).getFirst()).isEqualTo(Scans.at("2026-06-10T11:15"));
    assertThat(after.of(LEGACY, SHORT_TERM).getFirst()).isEqualTo(Scans.at("2026-06-10T13:15"));
  }

  @Test
  void aSlotWhoseTimeHasNotComeIsNotOwed() {
    // when
    DueSlots atTheSlot =
        owed.between(
            WEDNESDAY,
            WEDNESDAY,
            Scans.at("2026-06-10T11:15"),
            both("2026-06-10T09:15"),
            SlotSchedules.NONE);
    DueSlots before =
        owed.between(
            WEDNESDAY,
            WEDNESDAY,
            Scans.at("2026-06-10T11:14:59"),
            both("2026-06-10T09:15"),
            SlotSchedules.NONE);

    // then
    assertThat(atTheSlot.of(LEGACY, SHORT_TERM))
        .containsExactly(Scans.at("2026-06-10T09:15"), Scans.at("2026-06-10T11:15"));
    assertThat(before.of(LEGACY, SHORT_TERM)).containsExactly(Scans.at("2026-06-10T09:15"));
  }

  @Test
  void datesBeforeTheFirstStartAndDatesToComeOweNothing() {
    // when
    DueSlots before =
        owed.between(
            WEDNESDAY.minusDays(2),
            WEDNESDAY.minusDays(1),
            EVENING,
            both("2026-06-10T09:15"),
            SlotSchedules.NONE);
    DueSlots ahead =
        owed.between(
            WEDNESDAY.plusDays(1),
            WEDNESDAY.plusDays(2),
            EVENING,
            both("2026-06-10T09:15"),
            SlotSchedules.NONE);

    // then
    assertThat(before.of(LEGACY, DAY_TRADING)).isEmpty();
    assertThat(ahead.of(LEGACY, DAY_TRADING)).isEmpty();
  }

  @Test
  void aGenerationThatNeverBeganOwesNothing() {
    // when
    DueSlots due =
        owed.between(
            WEDNESDAY,
            WEDNESDAY,
            EVENING,
            Map.of(OPTIMIZED, Map.of(SHORT_TERM, Scans.at("2026-06-10T09:15"))),
            SlotSchedules.NONE);

    // then
    assertThat(due.slots()).containsOnlyKeys(OPTIMIZED);
    assertThat(due.of(OPTIMIZED, SHORT_TERM)).hasSize(7);
    assertThat(due.of(OPTIMIZED, DAY_TRADING)).isEmpty();
  }

  @Test
  void aRangeGoesOverItsSessionsOnly() {
    DueSlots due =
        owed.between(
            LocalDate.parse("2026-06-12"),
            LocalDate.parse("2026-06-15"),
            Scans.at("2026-06-15T20:00"),
            both("2026-06-01T00:00"),
            SlotSchedules.NONE);

    assertThat(due.of(LEGACY, LONG_TERM))
        .containsExactly(Scans.at("2026-06-12T16:00"), Scans.at("2026-06-15T16:00"));
  }

  @Test
  void eachGenerationGoesByTheSchedulesThatItsServiceRecorded() {
    // given: legacy moved its long-term job on that day after 16:00, and optimized has only ever
    // had one slot
    SlotSchedules recorded =
        new SlotSchedules(
            Map.of(
                LEGACY,
                Map.of(
                    LONG_TERM,
                    new TreeMap<>(
                        Map.of(
                            Scans.at("2026-06-01T00:00"), List.of("0 16 * * *"),
                            Scans.at("2026-06-10T16:01"), List.of("30 15 * * *", "45 16 * * *")))),
                OPTIMIZED,
                Map.of(
                    LONG_TERM,
                    new TreeMap<>(Map.of(Scans.at("2026-06-09T00:00"), List.of("0 17 * * *"))))));

    // when
    DueSlots due =
        owed.between(
            WEDNESDAY.minusDays(2),
            WEDNESDAY.plusDays(1),
            EVENING.plus(Duration.ofDays(1)),
            both("2026-06-01T00:00"),
            recorded);

    // then: the first schedule that is known counts for the time before, too
    assertThat(due.of(LEGACY, LONG_TERM))
        .containsExactly(
            Scans.at("2026-06-08T16:00"),
            Scans.at("2026-06-09T16:00"),
            Scans.at("2026-06-10T16:00"),
            Scans.at("2026-06-10T16:45"),
            Scans.at("2026-06-11T15:30"),
            Scans.at("2026-06-11T16:45"));
    assertThat(due.of(OPTIMIZED, LONG_TERM))
        .containsExactly(
            Scans.at("2026-06-08T17:00"),
            Scans.at("2026-06-09T17:00"),
            Scans.at("2026-06-10T17:00"),
            Scans.at("2026-06-11T17:00"));
    assertThat(due.of(LEGACY, SHORT_TERM)).hasSize(4 * 5);
    assertThat(OwedSlots.assumed(both("2026-06-01T00:00"), recorded))
        .containsExactly(
            "legacy day_trading",
            "legacy short_selling",
            "legacy short_term",
            "optimized day_trading",
            "optimized short_selling",
            "optimized short_term");
  }

  @Test
  void itsOwnGenerationGoesByItsSettingsWhereNothingIsRecorded() {
    // given an optimized scheduler whose daily scan is at 17:00
    OwedSlots changed =
        new OwedSlots(
            SchedulerSettings.of(OPTIMIZED, Map.of(), Map.of("daily_scan", Jobs.at("0 17 * * *"))),
            TradingCalendar::nse);

    // when
    DueSlots due =
        changed.between(
            WEDNESDAY, WEDNESDAY, EVENING, both("2026-06-01T00:00"), SlotSchedules.NONE);

    // then
    assertThat(due.of(OPTIMIZED, LONG_TERM).getLast()).isEqualTo(Scans.at("2026-06-10T17:00"));
    assertThat(due.of(LEGACY, LONG_TERM)).containsExactly(Scans.at("2026-06-10T16:00"));
  }

  @Test
  void saysWhatTheCalendarDoesNotKnow() {
    LocalDate unknown = LocalDate.parse("2031-06-10");

    assertThatThrownBy(
            () ->
                owed.between(
                    unknown,
                    unknown,
                    Scans.at("2031-06-10T20:00"),
                    both("2031-06-01T00:00"),
                    SlotSchedules.NONE))
        .isInstanceOf(UnknownCalendarException.class);
    // a date that has not come is not asked about
    assertThat(
            owed.between(WEDNESDAY, unknown, EVENING, both("2026-06-10T00:00"), SlotSchedules.NONE)
                .of(LEGACY, LONG_TERM))
        .hasSize(1);
  }

  @Test
  void refusesARangeThatEndsBeforeItBegins() {
    assertThatThrownBy(
            () ->
                owed.between(
                    WEDNESDAY, WEDNESDAY.minusDays(1), EVENING, Map.of(), SlotSchedules.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from 2026-06-10 is after to 2026-06-09");
  }

  private static Map<Generation, Map<Category, Instant>> both(String since) {
    Map<Category, Instant> all =
        Map.of(
            DAY_TRADING,
            Scans.at(since),
            Category.SHORT_SELLING,
            Scans.at(since),
            SHORT_TERM,
            Scans.at(since),
            LONG_TERM,
            Scans.at(since));
    return Map.of(LEGACY, all, OPTIMIZED, all);
  }
}
