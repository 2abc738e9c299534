package dev.baton.stack.report;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.SHORT_SELLING;
import static dev.baton.category.Category.SHORT_TERM;
import static dev.baton.category.Generation.LEGACY;
import static dev.baton.category.Generation.OPTIMIZED;
import static dev.baton.stack.report.Rows.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.slot.RecordedSchedules;
import dev.baton.slot.Timetable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final List<Session> DAY = List.of(CALENDAR.require(LocalDate.of(2026, 6, 10)));

  private final Rows rows = new Rows();
  private Timetable timetable = Timetable.defaults(() -> CALENDAR);

  private final Map<String, Integer> restarts = new HashMap<>();
  private boolean interrupted;
  private Instant start = Instant.MIN;

  private Report report(String until, Set<Generation> generations) {
    return report(until, generations, (_, _) -> Instant.MIN);
  }

  private Report report(
      String until,
      Set<Generation> generations,
      BiFunction<Generation, Category, Instant> dueSince) {
    return new Reporting(
            new Report.Run(
                "synthetic", "2026-06-10", "2026-06-10", "max", until, 12.5, interrupted, restarts),
            Schedule.of(timetable, LAG, DAY, Rows.since(generations, dueSince), at(until)),
            rows.record(),
            start,
            Map.of(LEGACY, 2, OPTIMIZED, 6))
        .report();
  }

  private Report report(String until) {
    return report(until, EnumSet.allOf(Generation.class));
  }

  @Test
  void inAWholeSessionTheSlotsOfTheDesignAreDue() {
    Report report = report("2026-06-10T23:59");
    assertThat(due(report, LEGACY)).containsExactly(76, 13, 5, 1);
    // The comprehensive scans at 10:00 and 14:00 add slots to the two slow categories.
    assertThat(due(report, OPTIMIZED)).containsExactly(76, 76, 7, 3);
  }

  @Test
  void slotsAreDueByTheSchedulesThatTheServicesRecorded() {
    // given
    timetable =
        timetable.recorded(
            new RecordedSchedules(
                Map.of(
                    LEGACY,
                    Map.of(
                        SHORT_TERM,
                        new TreeMap<>(
                            Map.of(at("2026-06-10T09:00"), List.of("15,45 11 * * *")))))));
    rows.slot(LEGACY, SHORT_TERM, "2026-06-10T11:15", 100, 30, 0)
        .slot(LEGACY, SHORT_TERM, "2026-06-10T09:15", 100, 30, 0);

    // when
    Report report = report("2026-06-10T12:00");

    // then
    assertThat(due(report, LEGACY)).containsExactly(33, 5, 2, 0);
    assertThat(report.generations().get("legacy").slotDefects())
        .contains(
            "short_term 2026-06-10T09:15+05:30 is no slot of the schedule",
            "short_term 2026-06-10T11:45+05:30 is not done")
        .doesNotContain("short_term 2026-06-10T11:15+05:30 is not done");
  }

  private static List<Integer> due(Report report, Generation generation) {
    return report.generations().get(generation.label()).categories().values().stream()
        .map(Report.Figures::slotsDue)
        .toList();
  }

  @Test
  void aSlotIsDueTwoSecondsAfterItsTime() {
    assertThat(due(report("2026-06-10T09:20:01"), LEGACY).getFirst()).isEqualTo(1);
    assertThat(due(report("2026-06-10T09:20:02"), LEGACY).getFirst()).isEqualTo(2);
  }

  @Test
  void aSlotThatWasDueAndIsNotDoneIsADefect() {
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:15", 100, 30, 0);
    Report report = report("2026-06-10T09:21", EnumSet.of(LEGACY));
    assertThat(report.generations().get("legacy").slotDefects())
        .contains("day_trading 2026-06-10T09:20+05:30 is not done")
        .doesNotContain("day_trading 2026-06-10T09:15+05:30 is not done");
  }

  @Test
  void aSlotThatBeganBeforeAnOlderOneIsADefect() {
    Instant early = at("2026-06-10T09:15:02");
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:15", at("2026-06-10T09:22"), true, 1, 30, 0)
        .slot(LEGACY, DAY_TRADING, "2026-06-10T09:20", early, true, 1, 30, 0);
    assertThat(
            report("2026-06-10T09:21", EnumSet.of(LEGACY))
                .generations()
                .get("legacy")
                .slotDefects())
        .contains("day_trading 2026-06-10T09:20+05:30 began before an older slot");
  }

  @Test
  void aTimeThatIsInNoScheduleIsADefect() {
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:17", 1, 30, 0);
    assertThat(
            report("2026-06-10T09:18", EnumSet.of(LEGACY))
                .generations()
                .get("legacy")
                .slotDefects())
        .contains("day_trading 2026-06-10T09:17+05:30 is no slot of the schedule");
  }

  @Test
  void hitRatesAreCountedAndTheFirstHourIsLeftOutWhereItSaysSo() {
    rows.slot(OPTIMIZED, DAY_TRADING, "2026-06-10T09:15", 400, 20, 0)
        .slot(OPTIMIZED, DAY_TRADING, "2026-06-10T10:10", 200, 20, 10)
        .slot(OPTIMIZED, DAY_TRADING, "2026-06-10T10:15", 100, 20, 12)
        .slot(OPTIMIZED, SHORT_SELLING, "2026-06-10T10:15", 100, 10, 10);
    Report.GenerationFigures figures =
        report("2026-06-10T10:16", EnumSet.of(OPTIMIZED)).generations().get("optimized");
    assertThat(figures.categories().get("day_trading").hitRate()).contains(0.3667);
    assertThat(figures.categories().get("day_trading").avgScanMs()).contains(233.3333);
    assertThat(figures.categories().get("day_trading").maxScanMs()).contains(400.0);
    assertThat(figures.hitRateAfterFirstHour()).contains(0.7333);
    assertThat(figures.categories().get("short_term").hitRate()).isEmpty();
  }

  @Test
  void aUnifiedScanIsMeasuredAgainstTheLegacyJobsOfItsCategories() {
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:15", 7000, 30, 0)
        .slot(LEGACY, DAY_TRADING, "2026-06-10T09:20", 9000, 30, 0)
        .slot(LEGACY, SHORT_SELLING, "2026-06-10T09:30", 12000, 30, 0)
        .slot(OPTIMIZED, DAY_TRADING, "2026-06-10T09:15", 900, 30, 20)
        .scan(OPTIMIZED, "frequent_scan", "2026-06-10T09:15", 1500, DAY_TRADING, SHORT_SELLING)
        .scan(OPTIMIZED, "frequent_scan", "2026-06-10T09:20", 2500, DAY_TRADING, SHORT_SELLING)
        .scan(OPTIMIZED, "daily_scan", "2026-06-10T16:00", 10, Category.LONG_TERM);
    Report.Ratios ratios = report("2026-06-10T09:31").ratios().orElseThrow();
    assertThat(ratios.unifiedScans())
        .containsOnlyKeys("frequent_scan")
        .containsEntry(
            "frequent_scan",
            new Report.UnifiedScan(
                List.of("day_trading", "short_selling"), 2, 2000.0, 20000.0, 0.1));
    assertThat(ratios.scanTime()).contains(0.1);
    assertThat(ratios.calls()).contains(0.1111);
    assertThat(ratios.timePerCategory()).containsEntry("day_trading", 0.1125);
  }

  @Test
  void aSlotBeforeTheServiceBeganIsNotDue() {
    Report report =
        report(
            "2026-06-10T11:06",
            EnumSet.of(LEGACY),
            (_, category) -> at(category == DAY_TRADING ? "2026-06-10T11:00" : "2026-06-10T09:00"));
    assertThat(due(report, LEGACY)).containsExactly(2, 4, 1, 0);
  }

  @Test
  void aSlotThatWasCaughtUpCountsAlthoughItsTimeWasLongAgo() {
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T10:55", at("2026-06-10T11:00"), true, 1, 30, 0);
    Report report =
        report("2026-06-10T10:59", EnumSet.of(LEGACY), (_, _) -> at("2026-06-10T10:55"));
    assertThat(report.generations().get("legacy").totals().done()).isEqualTo(1);
    assertThat(report.generations().get("legacy").slotDefects()).isEmpty();
  }

  @Test
  void anInterruptionExcusesTheSlotInWorkAndTheNextOne() {
    interrupted = true;
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:15", 100, 30, 0)
        .slot(LEGACY, SHORT_TERM, "2026-06-10T09:15", 100, 30, 0)
        .slot(LEGACY, DAY_TRADING, "2026-06-10T09:20", at("2026-06-10T09:20:02"), false, 0, 0, 0);
    Report report = report("2026-06-10T09:26", EnumSet.of(LEGACY));
    assertThat(report.generations().get("legacy").slotDefects()).isEmpty();
    assertThat(report.generations().get("legacy").totals().slotsDue()).isEqualTo(2);
    assertThat(report.json()).contains("\"interrupted\" : true");
  }

  @Test
  void anInterruptionExcusesNothingThatWasLeftFurtherBehind() {
    interrupted = true;
    rows.slot(LEGACY, DAY_TRADING, "2026-06-10T09:15", 100, 30, 0)
        .slot(LEGACY, SHORT_TERM, "2026-06-10T09:15", 100, 30, 0);
    assertThat(
            report("2026-06-10T09:29", EnumSet.of(LEGACY))
                .generations()
                .get("legacy")
                .slotDefects())
        .containsExactly("day_trading 2026-06-10T09:25+05:30 is not done");
  }

  @Test
  void aRunIsAllDoneWhenNothingIsToCome() {
    Schedule early =
        Schedule.of(
            timetable,
            LAG,
            DAY,
            Rows.since(EnumSet.of(LEGACY), (_, _) -> Instant.MIN),
            at("2026-06-10T09:15:02"));
    Schedule late =
        Schedule.of(
            timetable,
            LAG,
            DAY,
            Rows.since(EnumSet.of(LEGACY), (_, _) -> Instant.MIN),
            at("2026-06-10T23:59"));
    for (Category category : Category.values()) {
      rows.done(LEGACY, category, early.due(LEGACY, category));
    }
    assertThat(early.allDone(rows.slots)).isFalse();
    for (Category category : Category.values()) {
      rows.done(LEGACY, category, late.due(LEGACY, category));
    }
    assertThat(late.allDone(rows.slots)).isTrue();
  }

  @Test
  void theLedgerEqualsTheBrokersCountCallByCall() {
    rows.called(LEGACY, "1", "TCS", "ok")
        .called(LEGACY, "2", "INFY", "unknown", "unavailable")
        .called(OPTIMIZED, "3", "TCS", "ok")
        .brokerGot(LEGACY, "1", "TCS")
        .brokerGot(LEGACY, "2", "INFY")
        .brokerGot(OPTIMIZED, "3", "TCS");
    Report report = report("2026-06-10T09:00");
    assertThat(report.generations().get("legacy").ledgerEqualsSimulator()).contains(true);
    assertThat(report.generations().get("legacy").openCalls().calls()).isZero();
    assertThat(report.generations().get("optimized").ledgerEqualsSimulator()).contains(true);
    assertThat(report.generations().get("legacy").ledger())
        .isEqualTo(Map.of("historicaldata", Map.of("ok", 1L, "unavailable", 1L)));
    assertThat(report.defects()).isEmpty();
  }

  @Test
  void aCallWithoutAKnownEndIsADefectIfNothingWasStartedAgain() {
    rows.called(LEGACY, "1", "TCS", "intent")
        .called(LEGACY, "2", "INFY", "unknown", "interrupted")
        .called(OPTIMIZED, "3", "TCS", "ok")
        .brokerGot(LEGACY, "1", "TCS")
        .brokerGot(OPTIMIZED, "3", "TCS");
    Report report = report("2026-06-10T09:00");
    assertThat(report.generations().get("legacy").ledgerEqualsSimulator()).contains(true);
    assertThat(report.defects())
        .containsExactly(
            "legacy: 2 calls of the ledger have no known end, where 0 are explained: call 1"
                + " (historicaldata TCS, intent); call 2 (historicaldata INFY, interrupted)");
  }

  @Test
  void aRestartExplainsAsManyOpenCallsAsCanHaveBeenInFlight() {
    restarts.put("legacy", 1);
    rows.called(LEGACY, "1", "TCS", "unknown", "crashed").called(LEGACY, "2", "LT", "intent");
    assertThat(report("2026-06-10T09:00").defects()).isEmpty();
    rows.called(LEGACY, "3", "ITC", "intent");
    Report report = report("2026-06-10T09:00");
    assertThat(report.generations().get("legacy").openCalls().calls()).isEqualTo(3);
    assertThat(report.generations().get("legacy").openCalls().allowed()).isEqualTo(2);
    assertThat(report.defects()).hasSize(1);
  }

  @Test
  void openCallsOfAnEarlierRunOfTheDayAreNotThisOnes() {
    start = at("2026-06-10T11:00");
    rows.called(LEGACY, "1", "TCS", "unknown", "crashed");
    assertThat(report("2026-06-10T09:00").generations().get("legacy").openCalls().calls()).isZero();
  }

  @Test
  void aBrokerThatCannotBeAskedHasDeniedNoCallThatBrokeOff() {
    rows.called(LEGACY, "1", "TCS", "unknown", "unavailable");
    assertThat(report("2026-06-10T09:00").defects()).isEmpty();
  }

  @Test
  void aCallThatOnlyOneOfThemHasIsNamed() {
    rows.called(LEGACY, "1", "TCS", "ok")
        .called(LEGACY, "2", "INFY", "ok")
        .called(LEGACY, "4", "LT", "ok")
        .brokerGot(LEGACY, "1", "TCS")
        .brokerGot(LEGACY, "3", "ITC")
        .brokerGot(LEGACY, "4", "SBIN");
    Report.GenerationFigures legacy = report("2026-06-10T09:00").generations().get("legacy");
    assertThat(legacy.ledgerEqualsSimulator()).contains(false);
    assertThat(legacy.differences())
        .containsExactly(
            "call 3 (historicaldata ITC) is not in the ledger",
            "call 4 is historicaldata LT in the ledger, historicaldata SBIN at the broker",
            "call 2 (historicaldata INFY, ok) never reached the broker");
  }

  @Test
  void theFileIsJsonInSnakeCase(@TempDir Path folder) throws Exception {
    // given
    rows.slot(OPTIMIZED, DAY_TRADING, "2026-06-10T09:15", 400, 20, 5);
    Path file = folder.resolve("r.json");
    // when
    report("2026-06-10T09:16").write(file);
    // then
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("run").path("wall_seconds").asDouble()).isEqualTo(12.5);
    JsonNode day = json.at("/generations/optimized/categories/day_trading");
    assertThat(day.path("slots_due").asInt()).isEqualTo(1);
    assertThat(day.path("hit_rate").asDouble()).isEqualTo(0.25);
    assertThat(day.path("bars_missing").isInt()).isTrue();
    assertThat(json.at("/generations/optimized/ledger_equals_simulator").isNull()).isTrue();
    assertThat(json.at("/parity/verdict").asText()).isEqualTo("HOLD");
    assertThat(json.at("/parity/categories/0/figures/matched").isInt()).isTrue();
    assertThat(json.at("/parity/not_comparable").isArray()).isTrue();
    assertThat(json.path("run").path("interrupted").isBoolean()).isTrue();
    assertThat(json.has("defects")).isFalse();
  }

  @Test
  void theFileIsReadByWhoeverReadsTheOthersThere(@TempDir Path folder) throws Exception {
    Path beside = Files.writeString(folder.resolve("beside.txt"), "");
    Path file = folder.resolve("r.json");
    report("2026-06-10T09:16").write(file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(beside));
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path taken = Files.createDirectories(folder.resolve("r.json/x")).getParent();
    assertThatThrownBy(() -> report("2026-06-10T09:16").write(taken))
        .isInstanceOf(IOException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }
}
