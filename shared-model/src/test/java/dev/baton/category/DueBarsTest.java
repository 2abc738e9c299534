package dev.baton.category;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueBarsTest {

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final DueBars due = new DueBars(calendar);

  @ParameterizedTest
  @CsvSource({
    // the first slot of a day sees the last bar of the session before, over a weekend too
    "FIVE_MINUTES, 2026-06-10T09:15, 2026-06-09T15:25",
    "FIVE_MINUTES, 2026-06-15T09:15, 2026-06-12T15:25",
    "FIVE_MINUTES, 2026-06-10T09:20, 2026-06-10T09:15",
    "FIVE_MINUTES, 2026-06-10T09:24, 2026-06-10T09:15",
    "FIVE_MINUTES, 2026-06-10T15:30, 2026-06-10T15:25",
    "FIVE_MINUTES, 2026-06-10T23:00, 2026-06-10T15:25",
    // since August 2026 the last bar before the closing auction opens 15:10
    "FIVE_MINUTES, 2026-08-03T15:30, 2026-08-03T15:10",
    "FIVE_MINUTES, 2026-06-13T12:00, 2026-06-12T15:25",
    "ONE_HOUR, 2026-06-10T10:14, 2026-06-09T15:15",
    "ONE_HOUR, 2026-06-10T10:15, 2026-06-10T09:15",
    "ONE_HOUR, 2026-06-10T15:30, 2026-06-10T15:15",
    "ONE_DAY, 2026-06-10T15:54, 2026-06-09T00:00",
    "ONE_DAY, 2026-06-10T15:55, 2026-06-10T00:00",
    "ONE_DAY, 2026-08-03T15:59, 2026-07-31T00:00",
    "ONE_DAY, 2026-08-03T16:00, 2026-08-03T00:00",
    "ONE_DAY, 2026-06-15T16:00, 2026-06-15T00:00",
    // the hours of the session on 2026-11-08 are not known
    "FIVE_MINUTES, 2026-11-08T19:00, 2026-11-06T15:10",
    "FIVE_MINUTES, 2026-11-09T09:15, 2026-11-06T15:10",
    "FIVE_MINUTES, 2026-11-09T09:20, 2026-11-09T09:15",
    "ONE_DAY, 2026-11-08T23:00, 2026-11-06T00:00",
    "ONE_DAY, 2026-11-09T10:00, 2026-11-06T00:00"
  })
  void findsTheNewestBarThatIsDue(Timeframe timeframe, String slot, String bar) {
    assertThat(due.newestDue(timeframe, at(slot))).isEqualTo(at(bar));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-10T09:14:59, ",
    "2026-06-10T09:15, 2026-06-10T09:15",
    "2026-06-10T23:59, 2026-06-10T09:15",
    "2026-06-14T12:00, ",
    // the evening session of Diwali 2025
    "2025-10-21T13:44, ",
    "2025-10-21T13:45, 2025-10-21T13:45",
    // hours, or a year, that the calendar does not know
    "2026-11-08T18:30, ",
    "2027-01-04T10:00, ",
  })
  void findsTheOpenThatASlotHasBehindIt(String slot, String open) {
    assertThat(due.openBefore(at(slot))).isEqualTo(Optional.ofNullable(open).map(DueBarsTest::at));
  }

  @Test
  void countsTheBarsOfAWindowTheSameWhateverWasAskedBefore() {
    WindowRule rule = Category.DAY_TRADING.window();
    // three sessions of 75 bars; since August 2026 a session has 72
    List<String> bars =
        List.of(
            "2026-06-10T09:15",
            "2026-06-10T09:20",
            "2026-06-10T15:25",
            "2026-06-10T09:25",
            "2026-06-11T09:15",
            "2026-08-03T15:10",
            "2026-08-04T09:15");
    assertThat(bars)
        .extracting(bar -> due.windowBars(rule, Timeframe.FIVE_MINUTES, at(bar)))
        .containsExactly(151, 152, 225, 153, 151, 222, 148);
  }

  @Test
  void anchorsAWindowOnTheBarsOwnDate() {
    assertThat(due.windowStart(Category.DAY_TRADING.window(), at("2026-06-15T09:15")))
        .isEqualTo(at("2026-06-11T00:00"));
    // the session of unknown hours on 2026-11-08 does not count
    assertThat(due.windowStart(Category.DAY_TRADING.window(), at("2026-11-09T09:15")))
        .isEqualTo(at("2026-11-05T00:00"));
    assertThat(due.windowStart(Category.SHORT_TERM.window(), at("2026-06-10T00:00")))
        .isEqualTo(at("2026-03-02T00:00"));
    assertThat(due.windowStart(Category.LONG_TERM.window(), at("2026-06-10T00:00")))
        .isEqualTo(at("2025-10-03T00:00"));
  }

  @Test
  void neverGivesABarThatEndsAfterTheSlotAndNeverGoesBack() {
    Random random = new Random(5);
    Instant slot = at("2025-02-03T09:00");
    Instant before = Instant.MIN;
    for (int i = 0; i < 3000; i++) {
      slot = slot.plusSeconds(60L * random.nextInt(400));
      if (slot.isAfter(at("2026-11-06T00:00"))) {
        break;
      }

      Instant bar = due.newestDue(Timeframe.FIVE_MINUTES, slot);

      assertThat(due.end(Timeframe.FIVE_MINUTES, bar)).isBeforeOrEqualTo(slot);
      assertThat(bar).isAfterOrEqualTo(before);
      before = bar;
    }
  }

  @Test
  void earlierAnswersDoNotChangeLaterOnes() {
    Random random = new Random(6);
    Instant first = at("2026-05-04T09:00");
    for (int i = 0; i < 2000; i++) {
      // given: an instance that has answered for other slots, forwards and back
      Instant slot = first.plusSeconds(300L * random.nextInt(9000));
      Timeframe timeframe = random.nextBoolean() ? Timeframe.FIVE_MINUTES : Timeframe.ONE_DAY;
      Category category = Category.values()[random.nextInt(4)];

      // when
      Instant bar = due.newestDue(timeframe, slot);
      Instant start = due.windowStart(category.window(), bar);

      // then
      DueBars fresh = new DueBars(calendar);
      assertThat(bar).isEqualTo(fresh.newestDue(timeframe, slot));
      assertThat(start).isEqualTo(fresh.windowStart(category.window(), bar));
    }
  }

  @Test
  void answersByTheCalendarInForceOnceItIsReloaded(@TempDir Path folder) throws IOException {
    // given
    Path holiday =
        Files.writeString(
            folder.resolve("overrides.csv"),
            """
                date,entry,class,open,continuous_end,close,note
                2026-06-10,holiday,,,,,at short notice
                """);
    AtomicReference<TradingCalendar> inForce = new AtomicReference<>(calendar);
    DueBars reloaded = new DueBars(inForce::get);
    Instant slot = at("2026-06-10T11:00");
    assertThat(reloaded.newestDue(Timeframe.FIVE_MINUTES, slot)).isEqualTo(at("2026-06-10T10:55"));
    assertThat(reloaded.windowStart(new WindowRule.Sessions(3), at("2026-06-11T09:15")))
        .isEqualTo(at("2026-06-09T00:00"));

    // when
    inForce.set(TradingCalendar.nse(holiday));

    // then
    assertThat(reloaded.newestDue(Timeframe.FIVE_MINUTES, slot)).isEqualTo(at("2026-06-09T15:25"));
    assertThat(reloaded.windowStart(new WindowRule.Sessions(3), at("2026-06-11T09:15")))
        .isEqualTo(at("2026-06-08T00:00"));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
