package dev.baton.slot;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.market.MarketTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wednesday 2026-06-10 is a session, the 13th and 14th are a weekend. The shipped calendar ends with 2026 and does not know the
 * hours of the Muhurat session of Sunday 2026-11-08.
 */
class TimetableTest {

  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 6, 10);
  private static final Instant EVENING = at("2026-06-10T20:00");
  private static final Instant TEN = at("2026-06-10T10:00");

  private final AtomicReference<TradingCalendar> calendar =
      new AtomicReference<>(TradingCalendar.nse());
  private final Timetable timetable = Timetable.defaults(calendar::get);

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
    List<Instant> slots = timetable.due(generation, category, WEDNESDAY).complete();

    assertThat(slots).hasSize(count).isSorted();
    assertThat(MarketTime.local(slots.getFirst()).toLocalTime()).hasToString(first);
    assertThat(MarketTime.local(slots.getLast()).toLocalTime()).hasToString(last);
  }

  /** Short term, legacy: 09:15, 11:15, 13:15, 15:15, 17:15. */
  @ParameterizedTest
  @CsvSource({
    // both ends are in the range
    "2026-06-10T11:15, 2026-06-10T13:15, 2026-06-10T11:15 2026-06-10T13:15",
    "2026-06-10T11:15:00.000000001, 2026-06-10T13:14:59.999999999, ''",
    "2026-06-10T11:15, 2026-06-10T11:15, 2026-06-10T11:15",
    // the end is before the beginning
    "2026-06-10T11:16, 2026-06-10T11:15, ''",
    // over a night, over a weekend, within one
    "2026-06-10T17:00, 2026-06-11T09:15, 2026-06-10T17:15 2026-06-11T09:15",
    "2026-06-12T17:15, 2026-06-15T11:00, 2026-06-12T17:15 2026-06-15T09:15",
    "2026-06-13T00:00, 2026-06-14T23:59, ''"
  })
  void theSlotsOfARange(String from, String until, String expected) {
    assertThat(timetable.due(LEGACY, SHORT_TERM, at(from), at(until)))
        .isEqualTo(known(Arrays.stream(expected.split(" ")).filter(text -> !text.isEmpty())));
  }

  @ParameterizedTest
  @CsvSource({
    "LONG_TERM, 2026-06-12T15:59:59, 2026-06-12T16:00",
    "LONG_TERM, 2026-06-12T16:00, 2026-06-15T16:00",
    "SHORT_TERM, 2026-06-10T09:14:59.999999999, 2026-06-10T09:15",
    "DAY_TRADING, 2026-06-10T15:30, 2026-06-11T09:15"
  })
  void theNextSlotIsAfterThatTime(Category category, String after, String next) {
    assertThat(timetable.next(LEGACY, category, at(after)).first()).contains(at(next));
  }

  @Test
  void findsTheNextSlotHoweverRareSlotsAre() {
    // The first of August is a Saturday.
    assertThat(longTermAt("0 16 1 * *").next(LEGACY, LONG_TERM, at("2026-07-01T16:00")))
        .isEqualTo(known("2026-09-01T16:00"));
  }

  @Test
  void aCategoryThatNoJobScansHasNoSlot() {
    assertThat(longTermAt("0 16 * * *").next(LEGACY, DAY_TRADING, TEN)).isEqualTo(known());
    assertThat(longTermAt("0 16 * * *").due(LEGACY, DAY_TRADING, WEDNESDAY)).isEqualTo(known());
  }

  @Test
  void keepsIntradayScansInsideAMuhuratSession() {
    LocalDate muhurat = LocalDate.of(2025, 10, 21);

    assertThat(timetable.due(LEGACY, DAY_TRADING, muhurat).complete())
        .hasSize(13)
        .startsWith(at("2025-10-21T13:45"))
        .endsWith(at("2025-10-21T14:45"));
  }

  /** Since 2026-08-03 the continuous trading of stocks with derivatives ends at 15:15, and the session at 15:35. */
  @ParameterizedTest
  @CsvSource({
    "2026-07-31, '',                                      LEGACY,    DAY_TRADING,   76, 09:15, 15:30",
    "2026-08-03, '',                                      LEGACY,    DAY_TRADING,   73, 09:15, 15:15",
    "2026-08-03, '',                                      OPTIMIZED, DAY_TRADING,   73, 09:15, 15:15",
    "2026-08-03, '',                                      OPTIMIZED, SHORT_SELLING, 73, 09:15, 15:15",
    "2026-08-03, '',                                      LEGACY,    SHORT_SELLING, 13, 09:30, 15:30",
    "2026-08-03, '',                                      LEGACY,    SHORT_TERM,     5, 09:15, 17:15",
    "2026-06-11, 'session,,09:15,17:00,17:00,',           LEGACY,    DAY_TRADING,   94, 09:15, 17:00",
    "2026-06-11, 'session,,09:15,17:00,17:20,',           OPTIMIZED, DAY_TRADING,   94, 09:15, 17:00",
    "2026-06-11, 'session,,09:15,12:30,12:30,',           OPTIMIZED, DAY_TRADING,   40, 09:15, 12:30",
    "2026-06-11, 'session,,09:17,10:00,10:00,',           LEGACY,    DAY_TRADING,    9, 09:17, 09:57",
    "2026-11-08, 'muhurat,,18:00,19:00,19:10,',           LEGACY,    DAY_TRADING,   13, 18:00, 19:00",
    "2026-11-08, 'muhurat,,18:00,19:00,19:10,',           OPTIMIZED, DAY_TRADING,   13, 18:00, 19:00",
    "2026-11-08, 'muhurat,,18:00,19:00,19:10,',           OPTIMIZED, SHORT_SELLING, 15, 10:00, 19:00",
    "2026-11-08, 'muhurat,,18:00,19:00,19:10,',           LEGACY,    SHORT_TERM,     5, 09:15, 17:15",
    "2026-11-08, 'muhurat,,22:55,23:59:59.999,23:59:59.999,', LEGACY, DAY_TRADING,  13, 22:55, 23:55"
  })
  void intradaySlotsRunFromTheOpenToTheEndOfContinuousTrading(
      LocalDate date,
      String line,
      Generation generation,
      Category category,
      int count,
      String first,
      String last,
      @TempDir Path folder)
      throws IOException {
    // given
    if (!line.isEmpty()) {
      reload(folder, date + "," + line);
    }

    // when
    List<Instant> slots = timetable.due(generation, category, date).complete();

    // then
    assertThat(slots).hasSize(count).isSorted();
    assertThat(MarketTime.local(slots.getFirst()).toLocalTime()).hasToString(first);
    assertThat(MarketTime.local(slots.getLast()).toLocalTime()).hasToString(last);
  }

  /** Day trading by expressions of its own, on an ordinary day, since August, on an extended day, on an evening. */
  @ParameterizedTest
  @CsvSource({
    "*/5 * * * *,     76, 73, 94, 13",
    "*/15 * * * *,    26, 25, 32,  5",
    "0 9-16 * * *,     6,  6,  7,  0",
    "20 15 * * *,      1,  0,  1,  0",
    "30 18 * * *,      0,  0,  0,  1",
    "session/15m,     26, 25, 32,  5",
    "session/60m,      7,  7,  8,  2",
    "session/360m,     2,  2,  2,  1"
  })
  void aJobWithAScheduleOfItsOwnKeepsInsideTheHoursOfTheSession(
      String expression, int before, int since, int extended, int evening, @TempDir Path folder)
      throws IOException {
    // given
    reload(
        folder, "2026-06-11,session,,09:15,17:00,17:00,", "2026-11-08,muhurat,,18:00,19:00,19:00,");
    Timetable changed =
        timetable.with(
            LEGACY, jobs(LEGACY, "day_trading_strategy", expression, Duration.ofMinutes(5)));

    // then
    assertThat(changed.due(LEGACY, DAY_TRADING, WEDNESDAY).complete()).hasSize(before);
    assertThat(changed.due(LEGACY, DAY_TRADING, LocalDate.of(2026, 8, 3)).complete())
        .hasSize(since);
    assertThat(changed.due(LEGACY, DAY_TRADING, WEDNESDAY.plusDays(1)).complete())
        .hasSize(extended);
    assertThat(changed.due(LEGACY, DAY_TRADING, LocalDate.of(2026, 11, 8)).complete())
        .hasSize(evening);
  }

  /** The service recorded the schedule of its version before; the new one changed it on the 10th at noon. */
  @Test
  void recordedSchedulesOfEitherFormAreUnderstood(@TempDir Path folder) throws IOException {
    // given
    reload(
        folder, "2026-06-09,session,,09:15,17:00,17:00,", "2026-06-11,session,,09:15,17:00,17:00,");
    Timetable recorded =
        timetable.recorded(
            new RecordedSchedules(
                Map.of(
                    LEGACY,
                    Map.of(
                        DAY_TRADING,
                        pieces(
                            "2026-06-01T00:00",
                            "15-55/5 9 * * *;*/5 10-14 * * *;0-30/5 15 * * *",
                            "2026-06-10T12:00",
                            "session/5m")))));

    // then
    assertThat(recorded.due(LEGACY, DAY_TRADING, WEDNESDAY.minusDays(1)).complete())
        .hasSize(76)
        .endsWith(at("2026-06-09T15:30"));
    assertThat(recorded.due(LEGACY, DAY_TRADING, WEDNESDAY))
        .isEqualTo(timetable.due(LEGACY, DAY_TRADING, WEDNESDAY));
    assertThat(recorded.due(LEGACY, DAY_TRADING, WEDNESDAY.plusDays(1)).complete())
        .hasSize(94)
        .endsWith(at("2026-06-11T17:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"session/0m", "session/361m", "session/5", "session/", "session/-5m", "session/m"})
  void refusesAStepThatIsNone(String expression) {
    assertThatThrownBy(() -> Timetable.checkCrons(List.of("0 16 * * *", expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "schedule '%s': expected a step of 1 to 360 minutes, like 'session/5m'"
                .formatted(expression));
  }

  @Test
  void severalCronsMakeOneScheduleAndOfSomeDaysEachIsAskedForEachDate() {
    // given a time that two of them have
    Timetable changed = longTermAt("0 16 * * 3", "30 9 10 6 *", "0 16 10 * *");

    assertThat(changed.due(LEGACY, LONG_TERM, WEDNESDAY))
        .isEqualTo(known("2026-06-10T09:30", "2026-06-10T16:00"));
    assertThat(changed.due(LEGACY, LONG_TERM, WEDNESDAY.plusDays(1))).isEqualTo(known());
    assertThat(changed.due(LEGACY, LONG_TERM, WEDNESDAY.plusDays(7)))
        .isEqualTo(known("2026-06-17T16:00"));
    assertThat(changed.due(OPTIMIZED, LONG_TERM, WEDNESDAY).times()).hasSize(3);
  }

  @Test
  void refusesAnExpressionThatIsNone() {
    assertThatThrownBy(() -> Timetable.checkCrons(List.of("0 16 * * *", "0 25 * * *")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'0 25 * * *'")
        .hasMessageContaining("five fields");
  }

  @Test
  void whatTheCalendarDoesNotKnowIsSaidAndKeepsNothingElseBack() {
    // when: a year before the first that is known, the session without hours, the year after the
    // last
    Slots slots = timetable.due(LEGACY, LONG_TERM, at("2026-11-06T00:00"), at("2027-03-01T00:00"));

    // then
    assertThat(slots.times())
        .startsWith(at("2026-11-06T16:00"), at("2026-11-09T16:00"))
        .endsWith(at("2026-12-31T16:00"));
    assertThat(slots.unknown())
        .containsOnlyKeys(LocalDate.of(2026, 11, 8), LocalDate.of(2027, 1, 1));
    assertThat(slots.unknown().get(LocalDate.of(2026, 11, 8)))
        .startsWith("the hours of the muhurat session on 2026-11-08 are not known");
    assertThat(slots.unknown().get(LocalDate.of(2027, 1, 1))).contains("add year 2027");
    assertThatThrownBy(slots::complete)
        .isInstanceOf(UnknownCalendarException.class)
        .hasMessageContaining("muhurat session on 2026-11-08");
  }

  @Test
  void aRangeBeyondTheKnownYearsIsUnknownFromItsFirstDate() {
    LocalDate before = calendar.get().knownFrom().minusYears(3);

    assertThat(timetable.due(LEGACY, LONG_TERM, before).unknown()).containsOnlyKeys(before);
    assertThat(timetable.due(LEGACY, LONG_TERM, LocalDate.of(2031, 6, 10)).unknown())
        .containsOnlyKeys(LocalDate.of(2031, 6, 10));
  }

  @Test
  void theNextSlotIsBehindASessionOfUnknownHoursAndNotBehindAnUnknownYear() {
    Slots behindHours = timetable.next(LEGACY, LONG_TERM, at("2026-11-06T16:00"));
    Slots behindYears = timetable.next(LEGACY, SHORT_TERM, at("2026-12-31T17:15"));

    assertThat(behindHours.first()).contains(at("2026-11-09T16:00"));
    assertThat(behindHours.unknown()).containsOnlyKeys(LocalDate.of(2026, 11, 8));
    assertThat(behindYears.first()).isEmpty();
    assertThat(behindYears.firstUnknown()).get().asString().contains("add year 2027");
  }

  @Test
  void goesByTheCalendarThatIsInForceWhenItIsAsked(@TempDir Path folder) throws IOException {
    // given slots that it has answered for already
    assertThat(timetable.due(LEGACY, LONG_TERM, WEDNESDAY)).isEqualTo(known("2026-06-10T16:00"));

    // when the day becomes a holiday and the hours of the Muhurat session are known
    reload(folder, "2026-06-10,holiday,,,,,", "2026-11-08,muhurat,,18:00,19:00,19:00,");

    // then
    assertThat(timetable.due(LEGACY, LONG_TERM, WEDNESDAY)).isEqualTo(known());
    assertThat(timetable.next(LEGACY, LONG_TERM, at("2026-06-09T16:00")))
        .isEqualTo(known("2026-06-11T16:00"));
    assertThat(timetable.next(LEGACY, LONG_TERM, at("2026-11-06T16:00")))
        .isEqualTo(known("2026-11-08T16:00"));
  }

  /** Legacy moved its long-term job on the 10th after 16:00; optimized has only ever had one slot. */
  @Test
  void eachGenerationGoesByTheSchedulesThatItsServiceRecorded() {
    // given
    RecordedSchedules recorded =
        new RecordedSchedules(
            Map.of(
                LEGACY,
                Map.of(
                    LONG_TERM,
                    pieces(
                        "2026-06-01T00:00", "0 16 * * *",
                        "2026-06-10T16:01", "30 15 * * *;45 16 * * *")),
                OPTIMIZED,
                Map.of(LONG_TERM, pieces("2026-06-09T00:00", "0 17 * * *"))));

    // when
    Timetable changed = timetable.recorded(recorded);
    DueSlots due =
        changed
            .since(both("2026-06-01T00:00"))
            .due(WEDNESDAY.minusDays(2), WEDNESDAY.plusDays(1), EVENING.plus(Duration.ofDays(1)));

    // then: the first schedule that is known counts for the time before, too
    assertThat(due.of(LEGACY, LONG_TERM))
        .containsExactly(
            at("2026-06-08T16:00"),
            at("2026-06-09T16:00"),
            at("2026-06-10T16:00"),
            at("2026-06-10T16:45"),
            at("2026-06-11T15:30"),
            at("2026-06-11T16:45"));
    assertThat(due.of(OPTIMIZED, LONG_TERM))
        .containsExactly(
            at("2026-06-08T17:00"),
            at("2026-06-09T17:00"),
            at("2026-06-10T17:00"),
            at("2026-06-11T17:00"));
    assertThat(due.of(LEGACY, SHORT_TERM)).hasSize(4 * 5);
    assertThat(changed.next(LEGACY, LONG_TERM, at("2026-06-10T16:00")))
        .isEqualTo(known("2026-06-10T16:45"));
    assertThat(recorded.assumed(both("2026-06-01T00:00")))
        .containsExactly(
            "legacy day_trading",
            "legacy short_selling",
            "legacy short_term",
            "optimized day_trading",
            "optimized short_selling",
            "optimized short_term");
  }

  @Test
  void theJobsCountWhereNothingIsRecorded() {
    // given an optimized scheduler whose daily scan is at 17:00
    Timetable changed =
        timetable
            .with(OPTIMIZED, jobs(OPTIMIZED, "daily_scan", "0 17 * * *", Duration.ofMinutes(5)))
            .recorded(RecordedSchedules.NONE);

    assertThat(changed.due(OPTIMIZED, LONG_TERM, WEDNESDAY))
        .isEqualTo(known("2026-06-10T10:00", "2026-06-10T14:00", "2026-06-10T17:00"));
    assertThat(changed.due(LEGACY, LONG_TERM, WEDNESDAY)).isEqualTo(known("2026-06-10T16:00"));
  }

  @Test
  void aSlotIsDueFromTheVeryTimeOfTheFirstStart() {
    assertThat(timetable.since(both("2026-06-10T11:15")).due(LEGACY, SHORT_TERM, WEDNESDAY).first())
        .contains(at("2026-06-10T11:15"));
    assertThat(
            timetable.since(both("2026-06-10T11:15:01")).due(LEGACY, SHORT_TERM, WEDNESDAY).first())
        .contains(at("2026-06-10T13:15"));
    assertThat(
            timetable
                .since(both("2026-06-10T11:15"))
                .next(LEGACY, SHORT_TERM, at("2026-05-01T00:00")))
        .isEqualTo(known("2026-06-10T11:15"));
  }

  @Test
  void aSlotHasComeAtItsVeryTimeAndIsAheadUntilThen() {
    // given
    Timetable since = timetable.since(both("2026-06-10T09:15"));

    // when
    DueSlots atTheSlot = since.due(WEDNESDAY, WEDNESDAY, at("2026-06-10T11:15"));
    DueSlots before = since.due(WEDNESDAY, WEDNESDAY, at("2026-06-10T11:14:59"));

    // then
    assertThat(atTheSlot.of(LEGACY, SHORT_TERM))
        .containsExactly(at("2026-06-10T09:15"), at("2026-06-10T11:15"));
    assertThat(atTheSlot.ahead(LEGACY, SHORT_TERM))
        .containsExactly(at("2026-06-10T13:15"), at("2026-06-10T15:15"), at("2026-06-10T17:15"));
    assertThat(before.of(LEGACY, SHORT_TERM)).containsExactly(at("2026-06-10T09:15"));
    assertThat(before.ahead(LEGACY, SHORT_TERM)).hasSize(4).startsWith(at("2026-06-10T11:15"));
  }

  @Test
  void datesBeforeTheFirstStartAndDatesToComeHaveNothingDue() {
    // given
    Timetable since = timetable.since(both("2026-06-10T09:15"));

    // when
    DueSlots before = since.due(WEDNESDAY.minusDays(2), WEDNESDAY.minusDays(1), EVENING);
    DueSlots toCome = since.due(WEDNESDAY.plusDays(1), WEDNESDAY.plusDays(2), EVENING);

    // then
    assertThat(before.of(LEGACY, DAY_TRADING)).isEmpty();
    assertThat(before.ahead(LEGACY, DAY_TRADING)).isEmpty();
    assertThat(toCome.of(LEGACY, DAY_TRADING)).isEmpty();
    assertThat(toCome.ahead(LEGACY, DAY_TRADING)).hasSize(2 * 76);
  }

  @Test
  void aGenerationThatNeverBeganHasNothingDue() {
    // when
    Timetable since =
        timetable.since(Map.of(OPTIMIZED, Map.of(SHORT_TERM, at("2026-06-10T09:15"))));
    DueSlots due = since.due(WEDNESDAY, WEDNESDAY, EVENING);

    // then
    assertThat(due.slots()).containsOnlyKeys(OPTIMIZED);
    assertThat(due.of(OPTIMIZED, SHORT_TERM)).hasSize(7);
    assertThat(due.of(OPTIMIZED, DAY_TRADING)).isEmpty();
    assertThat(since.next(LEGACY, SHORT_TERM, TEN)).isEqualTo(known());
  }

  @Test
  void datesThatHaveComeAreNamedIfUnknownAndThoseAheadAreLeftOut() {
    LocalDate muhurat = LocalDate.of(2026, 11, 8);
    LocalDate unknown = LocalDate.of(2031, 6, 10);

    // when
    DueSlots due =
        timetable
            .since(Map.of(LEGACY, Map.of(LONG_TERM, at("2026-06-10T00:00"))))
            .due(muhurat.minusDays(2), muhurat.plusDays(1), at("2026-11-09T20:00"));
    DueSlots toCome = timetable.since(both("2026-06-10T00:00")).due(WEDNESDAY, unknown, EVENING);

    // then
    assertThat(due.of(LEGACY, LONG_TERM))
        .containsExactly(at("2026-11-06T16:00"), at("2026-11-09T16:00"));
    assertThat(due.unknown(LEGACY, LONG_TERM)).containsOnlyKeys(muhurat);
    assertThat(due.unknown(LEGACY, LONG_TERM).get(muhurat)).contains("2026-11-08");
    assertThat(due.unknown(OPTIMIZED, LONG_TERM)).isEmpty();
    assertThat(timetable.due(unknown, unknown, at("2031-06-10T20:00")).unknown(LEGACY, LONG_TERM))
        .containsOnlyKeys(unknown);
    assertThat(toCome.of(LEGACY, LONG_TERM)).hasSize(1);
    assertThat(toCome.ahead(LEGACY, LONG_TERM)).endsWith(at("2026-12-31T16:00"));
    assertThat(toCome.unknown(LEGACY, LONG_TERM)).isEmpty();
  }

  @Test
  void refusesARangeThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> timetable.due(WEDNESDAY, WEDNESDAY.minusDays(1), EVENING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from 2026-06-10 is after to 2026-06-09");
  }

  @Test
  void optimizedMergesTheJobsThatAreDueAtOnce() {
    assertThat(timetable.scans(OPTIMIZED, TEN, EnumSet.allOf(Category.class)))
        .containsExactly(
            new PlannedScan(
                "frequent_scan+comprehensive_scan",
                EnumSet.allOf(Category.class),
                timeout(OPTIMIZED, "comprehensive_scan")));
    assertThat(timetable.scans(OPTIMIZED, at("2026-06-10T16:00"), Set.of(LONG_TERM)))
        .containsExactly(
            new PlannedScan("daily_scan", Set.of(LONG_TERM), timeout(OPTIMIZED, "daily_scan")));
  }

  @Test
  void legacyScansEachJobAlone() {
    assertThat(timetable.scans(LEGACY, at("2026-06-10T11:15"), Set.of(DAY_TRADING, SHORT_TERM)))
        .containsExactly(
            new PlannedScan(
                "day_trading_strategy",
                Set.of(DAY_TRADING),
                timeout(LEGACY, "day_trading_strategy")),
            new PlannedScan(
                "short_term_strategy", Set.of(SHORT_TERM), timeout(LEGACY, "short_term_strategy")));
  }

  @Test
  void aMergedScanMayTakeAsLongAsTheLongestOfItsJobsAndNoOther() {
    // given
    List<ScanJob> quick =
        jobs(OPTIMIZED, "frequent_scan", "*/5 9-15 * * *", Duration.ofSeconds(40));
    Timetable changed = timetable.with(OPTIMIZED, quick);

    // when, then
    assertThat(changed.scans(OPTIMIZED, at("2026-06-10T10:05"), Set.of(DAY_TRADING)))
        .extracting(PlannedScan::limit)
        .containsExactly(Duration.ofSeconds(40));
    assertThat(changed.scans(OPTIMIZED, TEN, EnumSet.allOf(Category.class)))
        .extracting(PlannedScan::limit)
        .containsExactly(timeout(OPTIMIZED, "comprehensive_scan"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10,holiday,,,,,", "2026-06-10,muhurat,,,,,"})
  void whatWasDueIsScannedAlthoughAReloadedCalendarNoLongerHasTheSlot(
      String line, @TempDir Path folder) throws IOException {
    // when
    reload(folder, line);

    // then
    assertThat(timetable.scans(OPTIMIZED, TEN, Set.of(SHORT_SELLING)))
        .extracting(PlannedScan::categories)
        .containsExactly(Set.of(SHORT_SELLING));
    assertThat(timetable.scans(LEGACY, TEN, Set.of(SHORT_SELLING)))
        .extracting(PlannedScan::name)
        .containsExactly("short_selling_strategy");
  }

  private Timetable longTermAt(String... crons) {
    return timetable.with(
        LEGACY,
        List.of(
            new ScanJob(
                "long", "Long", List.of(crons), List.of(LONG_TERM), Duration.ofMinutes(1))));
  }

  /** The default jobs, one of them changed. */
  private static List<ScanJob> jobs(
      Generation generation, String id, String cron, Duration timeout) {
    return CategoryDefaults.jobs(generation).stream()
        .map(
            job ->
                job.id().equals(id)
                    ? new ScanJob(id, job.name(), List.of(cron), job.categories(), timeout)
                    : job)
        .toList();
  }

  private static Duration timeout(Generation generation, String id) {
    return CategoryDefaults.jobs(generation).stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow()
        .timeout();
  }

  /** Crons, separated by semicolons, by the time from which on they count. */
  private static NavigableMap<Instant, List<String>> pieces(String... timesAndCrons) {
    NavigableMap<Instant, List<String>> pieces = new TreeMap<>();
    for (int i = 0; i < timesAndCrons.length; i += 2) {
      pieces.put(at(timesAndCrons[i]), List.of(timesAndCrons[i + 1].split(";")));
    }
    return pieces;
  }

  private static Map<Generation, Map<Category, Instant>> both(String since) {
    Map<Category, Instant> all =
        Arrays.stream(Category.values())
            .collect(Collectors.toMap(category -> category, _ -> at(since)));
    return Map.of(LEGACY, all, OPTIMIZED, all);
  }

  private void reload(Path folder, String... lines) throws IOException {
    Path overrides = folder.resolve("overrides.csv");
    Files.writeString(
        overrides,
        "date,entry,class,open,continuous_end,close,note\n" + String.join("\n", lines) + "\n");
    calendar.set(TradingCalendar.nse(overrides));
  }

  private static Slots known(String... times) {
    return known(Arrays.stream(times));
  }

  private static Slots known(java.util.stream.Stream<String> times) {
    return new Slots(times.map(TimetableTest::at).toList(), new TreeMap<>());
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
