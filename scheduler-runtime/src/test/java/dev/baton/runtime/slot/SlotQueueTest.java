package dev.baton.runtime.slot;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.slot.Timetable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotQueueTest {

  private final TradingCalendar calendar = TradingCalendar.nse();
  private final Timetable timetable = Timetable.defaults(() -> calendar);

  @Test
  void aSlotAtTheVeryTimeFromWhichSlotsAreDueIsDue() {
    SlotQueue queue = queue(since("2026-06-10T09:15"), Map.of());

    assertThat(queue.peek())
        .contains(
            new SlotQueue.Due(
                at("2026-06-10T09:15"),
                EnumSet.of(DAY_TRADING, SHORT_TERM),
                at("2026-06-10T09:20")));
  }

  @Test
  void goesOnAfterWhatEachCategoryHasDone() {
    SlotQueue queue =
        queue(
            since("2026-06-10T09:15"),
            Map.of(
                DAY_TRADING, at("2026-06-10T15:30"),
                SHORT_SELLING, at("2026-06-10T15:00"),
                SHORT_TERM, at("2026-06-10T15:15")));

    SlotQueue.Due first = queue.peek().orElseThrow();
    queue.done(first);
    SlotQueue.Due second = queue.peek().orElseThrow();
    queue.done(second);
    SlotQueue.Due third = queue.peek().orElseThrow();

    assertThat(first.categories()).containsExactly(SHORT_SELLING);
    assertThat(first.time()).isEqualTo(at("2026-06-10T15:30"));
    assertThat(first.following()).isEqualTo(at("2026-06-10T16:00"));
    assertThat(second.categories()).containsExactly(LONG_TERM);
    assertThat(third.categories()).containsExactly(SHORT_TERM);
    assertThat(third.following()).isEqualTo(at("2026-06-11T09:15"));
  }

  @Test
  void ignoresWhatWasDoneBeforeSlotsWereDue() {
    SlotQueue queue = queue(since("2026-06-10T12:00"), Map.of(DAY_TRADING, at("2026-06-09T15:30")));

    assertThat(queue.peek().orElseThrow().time()).isEqualTo(at("2026-06-10T12:00"));
  }

  @Test
  void staysAtASlotUntilItIsDone() {
    SlotQueue queue = queue(since("2026-06-10T09:15"), Map.of());

    assertThat(queue.peek()).isEqualTo(queue.peek());
  }

  @Test
  void passesOverASessionOfUnknownHoursAndSaysSo() {
    SlotQueue queue = queue(since("2026-11-06T09:15"), Map.of(DAY_TRADING, at("2026-11-06T15:15")));
    for (Category category : Category.values()) {
      queue.done(
          new SlotQueue.Due(at("2026-11-06T17:15"), EnumSet.of(category), at("2026-11-09T09:15")));
    }

    assertThat(queue.peek().orElseThrow().time()).isEqualTo(at("2026-11-09T09:15"));
    assertThat(queue.unknown()).get().asString().contains("muhurat session on 2026-11-08");
  }

  @Test
  void saysWhatTheCalendarDoesNotKnow() {
    SlotQueue queue = queue(since("2026-12-31T17:16"), Map.of());

    assertThat(queue.peek()).isEmpty();
    assertThat(queue.unknown()).get().asString().contains("add year 2027");
  }

  private SlotQueue queue(Map<Category, Instant> since, Map<Category, Instant> lastDone) {
    return new SlotQueue(
        timetable.since(Map.of(Generation.LEGACY, since)), Generation.LEGACY, lastDone);
  }

  private static Map<Category, Instant> since(String local) {
    Map<Category, Instant> since = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      since.put(category, at(local));
    }
    return since;
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
