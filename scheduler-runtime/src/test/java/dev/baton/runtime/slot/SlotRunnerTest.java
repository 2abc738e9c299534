package dev.baton.runtime.slot;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.LONG_TERM;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.slot.Timetable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlotRunnerTest {

  private static final Map<String, List<String>> TWO_EACH =
      Map.of(
          "day_trading", List.of("RELIANCE", "TCS"),
          "short_selling", List.of("TCS", "DRREDDY"),
          "short_term", List.of("RELIANCE", "SBIN"),
          "long_term", List.of("RELIANCE", "NTPC"));
  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

  private final MemoryStore store = new MemoryStore();
  private final ScriptedScan scan = new ScriptedScan();
  private final ScriptedOutage outage = new ScriptedOutage();
  private final List<Publication> published = new ArrayList<>();
  private final SlotStatus status =
      new SlotStatus(new SimpleMeterRegistry(), Generation.LEGACY) {
        @Override
        void published(Publication publication) {
          published.add(publication);
        }
      };
  private final List<Integer> pauses = new ArrayList<>();
  private final AtomicReference<TradingCalendar> calendar =
      new AtomicReference<>(TradingCalendar.nse());
  private Runnable whilePausing = () -> {};
  private Duration outageHold = Duration.ofHours(1);
  private Generation generation = Generation.LEGACY;

  @Test
  void catchesUpOnMissedSlotsInOrderAndMarksThemLate() {
    // given
    SteppedClock clock = clock("2026-06-10T11:02", "2026-06-10T18:00");

    // when
    run(clock, Optional.of(at("2026-06-10T09:15")));

    // then
    assertThat(store.done).doesNotHaveDuplicates().hasSize(76 + 13 + 5 + 1);
    assertThat(store.publications).extracting(Publication::slot).isSorted();
    for (Category category : Category.values()) {
      assertThat(store.times(category)).isEqualTo(scheduled(category, DAY));
    }
    assertThat(store.publications)
        .filteredOn(Publication::late)
        .extracting(Publication::slot)
        .first()
        .isEqualTo(at("2026-06-10T09:15"));
    assertThat(store.publications)
        .filteredOn(Publication::late)
        .extracting(Publication::slot)
        .last()
        .isEqualTo(at("2026-06-10T11:00"));
    assertThat(store.row(DAY_TRADING, at("2026-06-10T11:05")).late()).isFalse();
  }

  @Test
  void goesOnWhereAnEarlierProcessEndedAndSkipsNoNight() {
    // given
    run(clock("2026-06-10T09:00", "2026-06-10T10:03"), Optional.empty());
    assertThat(store.done.getLast().slot()).isEqualTo(at("2026-06-10T10:00"));

    // when the next one starts two sessions later
    run(clock("2026-06-12T09:00", "2026-06-12T09:20"), Optional.empty());

    // then
    assertThat(store.done).doesNotHaveDuplicates();
    assertThat(store.times(LONG_TERM))
        .containsExactly(at("2026-06-10T16:00"), at("2026-06-11T16:00"));
    List<Instant> dayTrading = new ArrayList<>(scheduled(DAY_TRADING, DAY));
    dayTrading.addAll(scheduled(DAY_TRADING, DAY.plusDays(1)));
    dayTrading.add(at("2026-06-12T09:15"));
    assertThat(store.times(DAY_TRADING)).isEqualTo(dayTrading);
    assertThat(store.row(SHORT_TERM, at("2026-06-11T17:15")).late()).isTrue();
    assertThat(store.row(SHORT_TERM, at("2026-06-12T09:15")).late()).isFalse();
  }

  @Test
  void repeatsASlotWhoseProcessWasKilledBeforeItPublished() {
    // given a day without a crash
    SlotRunnerTest undisturbed = new SlotRunnerTest();
    undisturbed.run(clock("2026-06-10T09:00", "2026-06-10T09:40"), Optional.empty());
    store.crashAt(at("2026-06-10T09:25"));

    // when
    assertThatThrownBy(
            () -> runner(clock("2026-06-10T09:00", "2026-06-10T09:40"), Optional.empty()).run())
        .isInstanceOf(MemoryStore.Crash.class);
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:25")))
        .isEqualTo(new MemoryStore.Row(false, 1, false));
    run(clock("2026-06-10T09:28", "2026-06-10T09:40"), Optional.empty());

    // then
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:25")))
        .isEqualTo(new MemoryStore.Row(true, 2, true));
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:30")).attempts()).isEqualTo(1);
    assertThat(store.done).doesNotHaveDuplicates();
    assertThat(store.signals).isNotEmpty().isEqualTo(undisturbed.store.signals);
  }

  @Test
  void awaitsTheBarsThatEarlierSlotsOfTheSessionLackedAlsoAfterARestart() {
    // given
    Symbol tcs = Symbol.of("TCS");
    scan.script((symbol, _) -> symbol.equals(tcs) ? Outcome.BAR_MISSING : Outcome.EVALUATED);
    run(clock("2026-06-10T09:23", "2026-06-10T09:32"), Optional.empty(), DAY_TRADING);

    // when
    run(clock("2026-06-10T09:33", "2026-06-10T09:37"), Optional.empty(), DAY_TRADING);
    run(clock("2026-06-11T09:13", "2026-06-11T09:17"), Optional.empty(), DAY_TRADING);

    // then
    Map<Instant, List<Instant>> awaited = new TreeMap<>();
    scan.requests.forEach(
        request ->
            awaited.put(request.slot(), request.awaited().of(DAY_TRADING, tcs, request.slot())));
    assertThat(awaited)
        .containsEntry(at("2026-06-10T09:25"), List.of())
        .containsEntry(at("2026-06-10T09:30"), List.of(at("2026-06-10T09:20")))
        .containsEntry(
            at("2026-06-10T09:35"), List.of(at("2026-06-10T09:20"), at("2026-06-10T09:25")))
        .containsEntry(at("2026-06-11T09:15"), List.of());
    assertThat(scan.requests)
        .allSatisfy(
            request ->
                assertThat(request.awaited().of(DAY_TRADING, Symbol.of("INFY"), request.slot()))
                    .isEmpty());
  }

  @Test
  void losesNothingWhileTheDatabaseIsAway() {
    // given a database that is away at the start, and in each slot when it begins or when it ends
    List<Optional<String>> reported = new ArrayList<>();
    whilePausing = () -> reported.add(status.now().store());
    store.failing(3);
    SteppedClock clock = clock("2026-06-10T09:00", "2026-06-10T09:53");
    clock.beforeSlot(
        slot -> {
          if (slot.getEpochSecond() % 600 == 0) {
            store.failing(2);
          } else {
            store.failingToPublish(1);
          }
        });

    // when
    run(clock, Optional.empty());

    // then
    assertThat(store.times(DAY_TRADING)).isEqualTo(scheduled(DAY_TRADING, DAY).subList(0, 8));
    assertThat(store.rows.values())
        .allMatch(MemoryStore.Row::done)
        .allMatch(row -> row.attempts() == 1);
    assertThat(scan.requests).hasSize(8 + 1 + 1);
    assertThat(pauses)
        .containsExactly(2, 3, 4, /* 09:15 */ 2, /* 09:20 */ 2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 3);
    assertThat(reported)
        .allSatisfy(
            reason -> assertThat(reason).get().asString().endsWith(": it cannot be reached"));
    assertThat(status.now().store()).isEmpty();
  }

  @Test
  void aPublicationWhoseAnswerIsLostCountsAsDone() {
    // given
    store.losingTheAnswerOfPublications(1);

    // when
    run(clock("2026-06-10T09:00", "2026-06-10T09:23"), Optional.empty());

    // then
    assertThat(store.times(DAY_TRADING))
        .containsExactly(at("2026-06-10T09:15"), at("2026-06-10T09:20"));
    assertThat(scan.requests).hasSize(2 + 1);
    assertThat(published).isEqualTo(store.publications);
  }

  @Test
  void goesOnIfAnotherProcessHasPublishedTheSlot() {
    // given another process of the generation that publishes while this one scans
    duringScans(1, () -> store.doneElsewhere(DAY_TRADING, at("2026-06-10T09:15"), false));

    // when
    run(
        clock("2026-06-10T09:16", "2026-06-10T09:23"),
        Optional.of(at("2026-06-10T09:15")),
        DAY_TRADING);

    // then
    assertThat(scan.requests).hasSize(2);
    assertThat(published).extracting(Publication::slot).containsExactly(at("2026-06-10T09:20"));
    assertThat(pauses).isEmpty();
  }

  @Test
  void leavesASlotToTheNewerAttemptUntilThatHasPublishedIt() {
    // given another process that begins the slot while this one scans, and publishes it later
    duringScans(1, this::beginElsewhere);
    whilePausing =
        () -> {
          if (pauses.size() == 2) {
            store.doneElsewhere(DAY_TRADING, at("2026-06-10T09:15"), false);
          }
        };

    // when
    run(
        clock("2026-06-10T09:16", "2026-06-10T09:23"),
        Optional.of(at("2026-06-10T09:15")),
        DAY_TRADING);

    // then
    assertThat(pauses).containsExactly(2, 3);
    assertThat(scan.requests).hasSize(2);
    assertThat(published).extracting(Publication::slot).containsExactly(at("2026-06-10T09:20"));
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:15")).attempts()).isEqualTo(2);
  }

  @Test
  void beginsASlotAgainWhoseNewerAttemptNeverPublishesAndLeavesItLongerEachTime() {
    // given a process that begins the slot twice while this one scans, and dies
    duringScans(2, this::beginElsewhere);

    // when
    run(
        clock("2026-06-10T09:16", "2026-06-10T09:18"),
        Optional.of(at("2026-06-10T09:15")),
        DAY_TRADING);

    // then
    assertThat(pauses).containsExactly(2, 3, /* again */ 2, 3, 4, 5);
    assertThat(scan.requests).hasSize(3);
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:15")))
        .isEqualTo(new MemoryStore.Row(true, 5, false));
    assertThat(published).extracting(Publication::slot).containsExactly(at("2026-06-10T09:15"));
  }

  @Test
  void beginsOnlyThoseCategoriesAgainThatTheNewerAttemptDidNotPublish() {
    // given two categories, of which another process does one
    duringScans(1, () -> store.doneElsewhere(SHORT_TERM, at("2026-06-10T09:15"), false));
    generation = Generation.OPTIMIZED;

    // when
    run(
        clock("2026-06-10T09:16", "2026-06-10T09:18"),
        Optional.of(at("2026-06-10T09:15")),
        DAY_TRADING,
        SHORT_TERM);

    // then
    assertThat(scan.requests)
        .extracting(request -> request.symbols().keySet())
        .containsExactly(Set.of(DAY_TRADING, SHORT_TERM), Set.of(DAY_TRADING));
    assertThat(store.publications)
        .extracting(each -> each.scans().getFirst().result().costs().keySet())
        .containsExactly(Set.of(DAY_TRADING));
    assertThat(pauses).containsExactly(2, 3);
  }

  @Test
  void logsEachReasonOnceForWhichTheDatabaseFails() {
    // given
    store.failing(List.of("refused", "refused", "invalid value", "refused", "refused"));
    List<String> logged = new ArrayList<>();
    Logger log = Logger.getLogger(SlotRunner.class.getName());
    Filter before = log.getFilter();
    log.setFilter(
        message -> {
          if (message.getMessage().startsWith("database=failing")) {
            logged.add(String.valueOf(message.getParameters()[2]));
          }
          return false;
        });

    // when
    try {
      run(clock("2026-06-10T09:00", "2026-06-10T09:18"), Optional.empty());
    } finally {
      log.setFilter(before);
    }

    // then
    assertThat(logged)
        .containsExactly(
            "java.lang.IllegalStateException: refused",
            "java.lang.IllegalStateException: invalid value");
  }

  @Test
  void waitsForTheBrokerAndPublishesNothingMeanwhile() {
    // given a broker that is away for four attempts of the first slot, each of which takes long
    // enough to be late
    scan.script((_, number) -> number <= 2 ? Outcome.FAILED : Outcome.EVALUATED);
    outage.away(4, "login needed");
    SteppedClock clock = clock("2026-06-10T09:00", "2026-06-10T09:20");
    List<Integer> published = new ArrayList<>();
    List<Optional<String>> reported = new ArrayList<>();
    whilePausing =
        () -> {
          published.add(store.publications.size());
          reported.add(status.now().outage());
          clock.pass(Duration.ofSeconds(20));
        };

    // when
    run(clock, Optional.empty());

    // then
    assertThat(pauses).containsExactly(2, 3, 4, 5);
    assertThat(published).containsOnly(0);
    assertThat(reported).containsOnly(Optional.of("login needed"));
    assertThat(store.row(DAY_TRADING, at("2026-06-10T09:15")))
        .isEqualTo(new MemoryStore.Row(true, 5, true));
    assertThat(store.publications.getFirst().late()).isTrue();
    assertThat(store.times(DAY_TRADING)).containsExactly(at("2026-06-10T09:15"));
    assertThat(store.publications.getFirst().scans()).allMatch(done -> done.errors() == 0);
    assertThat(store.signals).hasSize(4);
    assertThat(status.now().outage()).isEmpty();
  }

  @Test
  void letsTheMarketGoOnOnlyInALongOutage() {
    // given
    scan.script((_, number) -> number <= 2 ? Outcome.FAILED : Outcome.EVALUATED);
    outage.away(2, "down");
    SteppedClock held = clock("2026-06-10T09:00", "2026-06-10T09:17");

    // when it is short
    run(held, Optional.empty());

    // then
    assertThat(held.plans)
        .filteredOn(plan -> plan.nextSlot().equals(at("2026-06-10T09:15")))
        .extracting(plan -> plan.pauseAt())
        .containsOnly(at("2026-06-10T09:20"));

    // when it is longer than it may pause the market
    SlotRunnerTest longer = new SlotRunnerTest();
    longer.scan.script((_, number) -> number <= 2 ? Outcome.FAILED : Outcome.EVALUATED);
    longer.outage.away(2, "down");
    longer.outageHold = Duration.ZERO;
    SteppedClock released = clock("2026-06-10T09:00", "2026-06-10T09:19");
    longer.run(released, Optional.empty());

    // then
    assertThat(released.plans)
        .filteredOn(plan -> plan.pauseAt().equals(Instant.MAX))
        .extracting(plan -> plan.wakeAt())
        .containsExactly(at("2026-06-10T09:16:02"), at("2026-06-10T09:17:02"));
    assertThat(released.holds)
        .containsExactly(new SteppedClock.Hold(at("2026-06-10T09:15"), at("2026-06-10T09:20")));
  }

  @Test
  void aSlotThatWaitedLongForTheDatabaseIsLate() {
    // given a database that takes the slot's beginning, and its publication only two minutes later
    SteppedClock clock = clock("2026-06-10T09:00", "2026-06-10T09:19");
    store.failingToPublish(4);
    whilePausing = () -> clock.pass(Duration.ofSeconds(30));

    // when
    run(clock, Optional.empty());

    // then
    assertThat(store.publications.getFirst().slot()).isEqualTo(at("2026-06-10T09:15"));
    assertThat(store.publications.getFirst().late()).isTrue();
  }

  @Test
  void beginsASlotWhenTheBrokerHasPublishedItsBarAndHoldsTheMarketAtTheNext() {
    // given
    SteppedClock clock = clock("2026-06-10T09:00", "2026-06-10T09:18");

    // when
    run(clock, Optional.empty());

    // then
    assertThat(clock.plans.getFirst().nextSlot()).isEqualTo(at("2026-06-10T09:15"));
    assertThat(clock.plans.getFirst().wakeAt()).isEqualTo(at("2026-06-10T09:15:02"));
    assertThat(clock.plans.getFirst().pauseAt()).isEqualTo(at("2026-06-10T09:20"));
    assertThat(store.publications.getFirst().scans().getFirst().startedAt())
        .isEqualTo(at("2026-06-10T09:15:02"));
  }

  @Test
  void mergesOverlappingScansAndDropsNone() {
    // given
    generation = Generation.OPTIMIZED;

    // when
    run(clock("2026-06-10T09:58", "2026-06-10T10:03"), Optional.empty());

    // then
    assertThat(store.publications).hasSize(1);
    Publication ten = store.publications.getFirst();
    assertThat(ten.scans())
        .extracting(Publication.CompletedScan::name)
        .containsExactly("frequent_scan+comprehensive_scan");
    assertThat(ten.scans().getFirst().result().costs())
        .containsOnlyKeys(DAY_TRADING, SHORT_SELLING, SHORT_TERM, LONG_TERM);
    assertThat(scan.requests).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void takesTheHoursOfASessionThatAreAddedBeforeTheNextOne(Generation either, @TempDir Path folder)
      throws Exception {
    generation = either;

    // given the last session before a Muhurat session without hours
    SteppedClock day = clock("2026-11-06T09:00", "2026-11-08T10:00");

    // when
    run(day, Optional.empty());

    // then
    assertThat(store.times(DAY_TRADING)).endsWith(at("2026-11-06T15:15"));
    for (Category category : Category.values()) {
      assertThat(store.times(category)).isEqualTo(scheduled(category, LocalDate.of(2026, 11, 6)));
    }
    assertThat(status.now().store()).isEmpty();

    // when the hours are there
    Path overrides = folder.resolve("overrides.csv");
    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2026-11-08,muhurat,,18:00,19:00,19:00,
        """);
    calendar.set(TradingCalendar.nse(overrides));
    run(clock("2026-11-08T10:00", "2026-11-09T09:00"), Optional.empty());

    // then
    assertThat(store.times(LONG_TERM)).endsWith(at("2026-11-08T16:00"));
    assertThat(new HashSet<>(store.done)).hasSameSizeAs(store.done);
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutASessionWhoseHoursStayUnknownAndScansTheNext(Generation either) {
    generation = either;

    // when
    run(clock("2026-11-06T09:00", "2026-11-09T23:00"), Optional.empty());

    // then
    for (Category category : Category.values()) {
      List<Instant> both = new ArrayList<>(scheduled(category, LocalDate.of(2026, 11, 6)));
      both.addAll(scheduled(category, LocalDate.of(2026, 11, 9)));
      assertThat(store.times(category)).isEqualTo(both);
    }
  }

  @Test
  void aSlotWaitsForWhatTheCalendarLacksAndTheRunnerGoesOn() {
    // given
    List<SlotStatus.Unknown> shown = new ArrayList<>();
    scan.script(
        (_, number) -> {
          status.now().unknown().ifPresent(shown::add);
          if (number <= 2) {
            throw new UnknownCalendarException("add year 2024");
          }
          return Outcome.EVALUATED;
        });
    SteppedClock clock = clock("2026-06-10T09:00", "2026-06-10T09:18");

    // when
    run(clock, Optional.empty());

    // then
    assertThat(store.times(DAY_TRADING)).containsExactly(at("2026-06-10T09:15"));
    assertThat(shown)
        .isNotEmpty()
        .containsOnly(new SlotStatus.Unknown("add year 2024", at("2026-06-10T09:15:02"), true));
    assertThat(status.now().defect()).isEmpty();
    assertThat(status.now().unknown()).isEmpty();
  }

  @Test
  void takesAReloadedCalendarIntoForceForTheSlotItWaitsFor(@TempDir Path folder) throws Exception {
    // given
    SteppedClock clock = clock("2026-06-10T18:00", "2026-06-12T09:17");
    SlotRunner runner = runner(clock, Optional.empty());
    SlotQueue queue = runner.open();
    assertThat(queue.peek().orElseThrow().time()).isEqualTo(at("2026-06-11T09:15"));

    // when the next session becomes a holiday
    Path overrides = folder.resolve("overrides.csv");
    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2026-06-11,holiday,,,,,
        """);
    calendar.set(TradingCalendar.nse(overrides));

    // then
    assertThat(queue.peek().orElseThrow().time()).isEqualTo(at("2026-06-12T09:15"));
  }

  /** At noon, when everything is done at four, and early in the evening. */
  @ParameterizedTest
  @CsvSource({
    "LEGACY,    2026-06-10, 12:00, 'session,,09:15,17:00,17:00,', 94, 17:00",
    "OPTIMIZED, 2026-06-10, 12:00, 'session,,09:15,17:00,17:00,', 94, 17:00",
    "LEGACY,    2026-06-10, 12:00, 'session,,09:15,13:00,13:00,', 46, 13:00",
    "OPTIMIZED, 2026-06-10, 12:00, 'session,,09:15,13:00,13:00,', 46, 13:00",
    "LEGACY,    2026-06-10, 16:00, 'session,,09:15,17:00,17:00,', 94, 17:00",
    "OPTIMIZED, 2026-06-10, 17:15, 'session,,09:15,17:00,17:00,', 94, 17:00",
    "LEGACY,    2025-10-21, 16:00, 'muhurat,,18:00,19:00,19:00,', 26, 19:00",
  })
  void takesHoursThatChangeDuringTheDay(
      Generation either,
      LocalDate date,
      LocalTime at,
      String line,
      int count,
      LocalTime last,
      @TempDir Path folder)
      throws Exception {
    generation = either;
    Path overrides = folder.resolve("overrides.csv");
    Files.writeString(
        overrides,
        "date,entry,class,open,continuous_end,close,note\n%s,%s\n".formatted(date, line));

    // given a calendar that is reloaded before the slot of that time
    SteppedClock clock = clock(date + "T09:00", date + "T22:00");
    Instant reloaded = MarketTime.instant(date, at);
    clock.beforeSlot(
        slot -> {
          if (slot.equals(reloaded)) {
            calendar.set(TradingCalendar.nse(overrides));
          }
        });

    // when
    run(clock, Optional.empty());

    // then
    assertThat(store.times(DAY_TRADING))
        .hasSize(count)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith(MarketTime.instant(date, last))
        .containsAll(
            scheduled(DAY_TRADING, date).stream().filter(slot -> slot.isAfter(reloaded)).toList());
    assertThat(new HashSet<>(store.done)).hasSameSizeAs(store.done);
    assertThat(status.now().defect()).isEmpty();
  }

  @Test
  void catchesUpOnTheSlotsOfAnEveningWhoseHoursComeWhileItLasts(@TempDir Path folder)
      throws Exception {
    // given a service that waits for the session after the Muhurat session
    run(clock("2026-11-06T09:00", "2026-11-08T18:22"), Optional.empty());

    // when
    Path overrides = folder.resolve("overrides.csv");
    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2026-11-08,muhurat,,18:00,19:00,19:00,
        """);
    calendar.set(TradingCalendar.nse(overrides));
    run(clock("2026-11-08T18:22", "2026-11-08T23:00"), Optional.empty());

    // then: 18:00 to 18:20 late, the others in time
    List<Instant> evening = scheduled(DAY_TRADING, LocalDate.of(2026, 11, 8));
    assertThat(evening).hasSize(13);
    assertThat(store.times(DAY_TRADING)).endsWith(evening.toArray(Instant[]::new));
    assertThat(store.row(DAY_TRADING, at("2026-11-08T18:20")).late()).isTrue();
    assertThat(store.row(DAY_TRADING, at("2026-11-08T18:25")).late()).isFalse();
  }

  /** What another process does while each of the first scans runs. */
  private void duringScans(int first, Runnable event) {
    scan.script(
        (symbol, number) -> {
          if (number <= first && symbol.value().equals("TCS")) {
            event.run();
          }
          return Outcome.EVALUATED;
        });
  }

  private void beginElsewhere() {
    Instant slot = at("2026-06-10T09:15");
    store.begin(slot, Set.of(DAY_TRADING), slot, false);
  }

  private void run(SteppedClock clock, Optional<Instant> since, Category... categories) {
    assertThatThrownBy(() -> runner(clock, since, categories).run())
        .isInstanceOf(InterruptedException.class)
        .hasMessage("the day is over");
  }

  /** A runner of these categories, of all if none is given. */
  private SlotRunner runner(SteppedClock clock, Optional<Instant> since, Category... categories) {
    SchedulerSettings settings = SchedulerSettings.of(generation, TWO_EACH, Map.of());
    Timetable timetable = settings.timetable(calendar::get);
    return new SlotRunner(
        timetable,
        generation,
        clock,
        store,
        new SlotScan(timetable, scan, settings, Ownership.always(Mode.LIVE), clock, outage, 3),
        new SlotRunner.Settings(
            categories.length == 0 ? EnumSet.allOf(Category.class) : Set.of(categories),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            outageHold,
            since),
        attempt -> {
          pauses.add(attempt);
          whilePausing.run();
        },
        status);
  }

  private List<Instant> scheduled(Category category, LocalDate date) {
    return Timetable.defaults(calendar::get).due(generation, category, date).complete();
  }

  private static SteppedClock clock(String now, String end) {
    return new SteppedClock(at(now), at(end));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
