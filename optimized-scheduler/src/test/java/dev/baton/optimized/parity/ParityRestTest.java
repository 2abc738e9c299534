package dev.baton.optimized.parity;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.runtime.test.Scans.barMissing;
import static dev.baton.runtime.test.Scans.bars;
import static dev.baton.runtime.test.Scans.evaluated;
import static dev.baton.runtime.test.Scans.signal;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import dev.baton.optimized.comparison.SwitchedOff;
import dev.baton.ownership.Mode;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.runtime.test.Jobs;
import dev.baton.runtime.test.PostgresTestResource;
import dev.baton.runtime.test.RawHttp;
import dev.baton.runtime.test.Rows;
import dev.baton.runtime.test.Scans;
import dev.baton.strategy.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of what both services left in a real PostgreSQL; it is 11:02 on 2026-06-10. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(SwitchedOff.class)
class ParityRestTest {

  private static final String SLOT = "2026-06-10T11:00";
  private static final CandleSeries TCS =
      bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 21);
  private static final CandleSeries INFY =
      bars("INFY", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 21);

  @Inject DataSource database;
  @Inject LiveParity parity;
  @Inject Digests digests;

  private final Scans legacy = new Scans(Generation.LEGACY, Mode.LIVE);
  private final Scans optimized = new Scans(Generation.OPTIMIZED, Mode.SHADOW);

  @BeforeEach
  void oneSlotIsDue() {
    Rows rows = new Rows(database);
    rows.clear();
    rows.scheduleStart("legacy", "day_trading", SLOT);
    rows.scheduleStart("optimized", "day_trading", SLOT);
  }

  private void bothFindInfyAndOnlyLegacyHasTheBarOfTcs() {
    legacy.publish(
        SLOT,
        evaluated(DAY_TRADING, TCS, signal(DAY_TRADING, TCS, Side.SELL)),
        evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
    optimized.publish(
        SLOT,
        barMissing(DAY_TRADING, "TCS", "2026-06-10T10:55"),
        evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
  }

  private static ValidatableResponse get(String path, int status) {
    return given().get(path).then().statusCode(status);
  }

  @Test
  void theReportCountsWhatIsAlikeAndWhatIsNot() {
    bothFindInfyAndOnlyLegacyHasTheBarOfTcs();

    get("/api/parity?from=2026-06-10&category=day_trading", 200)
        .body("from", equalTo("2026-06-10"))
        .body("to", equalTo("2026-06-10"))
        .body("verdict", equalTo("FAIL"))
        .body("reason", containsString("1 of 1 categories"))
        .body("holds", empty())
        .body("mismatches", equalTo(1))
        .body("causes.bar_missing", equalTo(1))
        .body("categories", hasSize(1))
        .body("categories[0].category", equalTo("day_trading"))
        .body("categories[0].judgement.verdict", equalTo("FAIL"))
        .body("categories[0].figures.bars", equalTo(1))
        .body("categories[0].figures.holes", equalTo(1))
        .body("categories[0].figures.matched", equalTo(1))
        .body("categories[0].figures.missing", equalTo(1))
        .body("categories[0].figures.legacy_signals", equalTo(2))
        .body("categories[0].figures.count_ratio", equalTo(0.5f))
        .body("categories[0].figures.counts_agree", equalTo(false))
        .body("categories[0].figures.jaccard", equalTo(0.5f))
        .body("categories[0].figures.legacy_latency.median_seconds", equalTo(3.0f))
        .body("sessions[0].session", equalTo("2026-06-10"))
        .body("holes[0].hold", equalTo("not_scanned"))
        .body("holes[0].symbols", contains("TCS"))
        .body("holes[0].legacy", nullValue())
        .body("holes[0].optimized", equalTo("bar_missing"));
  }

  @Test
  void aMismatchHasBothSidesTheCauseAndTheEvidence() {
    bothFindInfyAndOnlyLegacyHasTheBarOfTcs();

    get("/api/parity/mismatches?from=2026-06-10", 200)
        .body("total", equalTo(1))
        .body("mismatches[0].signal.category", equalTo("day_trading"))
        .body("mismatches[0].signal.symbol", equalTo("TCS"))
        .body("mismatches[0].signal.bar_time", equalTo("2026-06-10T10:55:00+05:30"))
        .body("mismatches[0].kind", equalTo("missing"))
        .body("mismatches[0].cause", equalTo("bar_missing"))
        .body("mismatches[0].cause_kind", equalTo("input"))
        .body("mismatches[0].at", equalTo("optimized"))
        .body("mismatches[0].evidence", containsString("no bar of 2026-06-10T10:55"))
        .body("mismatches[0].legacy.input.bars", equalTo(21))
        .body("mismatches[0].legacy.found", contains("momentum SELL"))
        .body("mismatches[0].legacy.published_slot", equalTo("2026-06-10T11:00:00+05:30"))
        .body("mismatches[0].optimized.entry", nullValue())
        .body("mismatches[0].optimized.outcome", equalTo("bar_missing"));
    get("/api/parity/mismatches?from=2026-06-10&cause=bar_revised", 200)
        .body("total", equalTo(0))
        .body("mismatches", empty());
  }

  @Test
  void withoutARangeTodayIsComparedAndNothingDoneIsOnHold() {
    get("/api/parity", 200)
        .body("from", equalTo("2026-06-10"))
        .body("verdict", equalTo("HOLD"))
        .body("holds", hasItem("nothing_compared"))
        .body("causes", anEmptyMap());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/parity?category=swing | unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "/api/parity?from=2026-06-10&to=2026-06-09 | from 2026-06-10 is after to 2026-06-09",
        "/api/parity?from=today | from 'today' is not a date; expected like 2026-06-10",
        "/api/parity?from=2026-01-01&to=2026-06-10 | 2026-01-01 to 2026-06-10 is more than 92 days",
        "/api/parity/mismatches?cause=gremlins | unknown cause 'gremlins'; valid are bar_missing, bar_extra",
        "/api/parity/mismatches?limit=0 | limit 0 is out of range; 1 to 10000",
        "/api/parity/mismatches?limit=few | limit 'few' is not a whole number; expected 1 to 10000",
        "/api/parity/daily/soon | date 'soon' is not a date; expected like 2026-06-10",
        "/api/parity/daily/9999-12-31 | date 9999-12-31 is out of range; 1900-01-01 to 2199-12-31",
        "/api/parity?from=2027-01-01 | from 2027-01-01 is after 2026-12-31, the last date that the trading calendar knows; add year 2027 to the",
        "/api/parity?to=2027-01-01 | to 2027-01-01 is after 2026-12-31",
        "/api/parity?from=2026-12-30&to=-999999999-01-01 | to -999999999-01-01 is out of range",
        "/api/parity/mismatches?from=9999-12-31 | from 9999-12-31 is out of range",
      })
  void whatCannotBeComparedIsRefused(String path, String detail) {
    get(path, 400).contentType("application/problem+json").body("detail", containsString(detail));
  }

  @Test
  void aYearThatTheCalendarDoesNotKnowIsOnHoldWithWhatToDo() {
    new Rows(database).scheduleStart("legacy", "short_term", "2019-01-01T09:15");
    get("/api/parity?from=2019-06-10", 200)
        .body("verdict", equalTo("HOLD"))
        .body("holds", hasItem("calendar_unknown"))
        .body("holes[0].session", equalTo("2019-06-10"))
        .body("holes[0].detail", containsString("add year 2019 to the calendar overrides file"));
  }

  @Test
  void aDigestIsKeptAsItWasMade() {
    // given
    LocalDate date = LocalDate.parse("2026-06-10");
    bothFindInfyAndOnlyLegacyHasTheBarOfTcs();
    ParityReport report = parity.compare(date, date, Set.of(DAY_TRADING)).report();
    get("/api/parity/daily/2026-06-10", 404)
        .body("detail", containsString("there is no digest of 2026-06-10"));

    // when
    boolean first = digests.store(date, FixedSlotClock.NOW, report, "one");
    boolean second = digests.store(date, FixedSlotClock.NOW.plusSeconds(60), report, "two");

    // then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    get("/api/parity/daily/2026-06-10", 200)
        .body("date", equalTo("2026-06-10"))
        .body("made_at", equalTo("2026-06-10T11:02:00+05:30"))
        .body("verdict", equalTo("FAIL"))
        .body("report.mismatches[0].cause", equalTo("bar_missing"));
    assertThat(digests.verdict(date)).contains(Verdict.FAIL);
  }

  @Test
  void aDigestOnHoldGivesWayToWhatNewerEvidenceSays() {
    // given
    LocalDate date = LocalDate.parse("2026-06-10");
    legacy.publish(SLOT, evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
    ParityReport hold = parity.compare(date, date, Set.of(DAY_TRADING)).report();
    String before = parity.marks(date, date).apply(date).recorded();
    assertThat(digests.verdict(date)).isEmpty();
    assertThat(digests.store(date, FixedSlotClock.NOW, hold, before)).isTrue();
    assertThat(digests.verdict(date)).contains(Verdict.HOLD);

    // when: the other one makes its slot up
    optimized.publish(SLOT, barMissing(DAY_TRADING, "INFY", "2026-06-10T10:55"));
    ParityReport fail = parity.compare(date, date, Set.of(DAY_TRADING)).report();
    String after = parity.marks(date, date).apply(date).recorded();

    // then
    assertThat(after).isNotEqualTo(before);
    assertThat(digests.store(date, FixedSlotClock.NOW.plusSeconds(30), fail, before))
        .describedAs("of the same evidence")
        .isFalse();
    assertThat(digests.store(date, FixedSlotClock.NOW.plusSeconds(30), hold, after))
        .describedAs("says the same")
        .isFalse();
    assertThat(digests.store(date, FixedSlotClock.NOW.plusSeconds(60), fail, after)).isTrue();
    get("/api/parity/daily/2026-06-10", 200)
        .body("made_at", equalTo("2026-06-10T11:03:00+05:30"))
        .body("verdict", equalTo("FAIL"));
  }

  @Test
  void aMarkChangesWithWhatIsThereAndWithNothingElse() {
    // given
    LocalDate date = LocalDate.parse("2026-06-10");
    LiveParity.Mark none = parity.marks(date, date).apply(date);

    // when
    legacy.publish(SLOT, evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
    LiveParity.Mark one = parity.marks(date.minusDays(5), date).apply(date);
    LiveParity.Mark same = parity.marks(date, date.plusDays(2)).apply(date);
    optimized.publish("2026-06-09T11:00", barMissing(DAY_TRADING, "INFY", "2026-06-09T10:55"));
    LiveParity.Mark otherSession = parity.marks(date.minusDays(5), date).apply(date);
    new Rows(database).unknownCall("legacy", "2026-06-10T10:00");
    LiveParity.Mark hole = parity.marks(date, date).apply(date);
    legacy.start(DAY_TRADING, SLOT);
    LiveParity.Mark schedule = parity.marks(date, date).apply(date);

    // then
    assertThat(one).isNotEqualTo(none).isEqualTo(same).isEqualTo(otherSession).isNotEqualTo(hole);
    assertThat(schedule).isNotEqualTo(hole);
  }

  @Test
  void theOtherServicesSlotsAreThoseOfTheScheduleThatItRecorded() {
    // given: a legacy scheduler that scans every half hour
    new Scans(
            SchedulerSettings.of(
                Generation.LEGACY,
                Map.of(),
                Map.of("day_trading_strategy", Jobs.at("0,30 9-15 * * *"))),
            Mode.LIVE)
        .start(DAY_TRADING, SLOT);
    LocalDate date = LocalDate.parse("2026-06-10");

    // when
    LiveParity.Compared compared = parity.compare(date, date, Set.of(DAY_TRADING));

    // then
    assertThat(compared.slots().of(Generation.LEGACY, DAY_TRADING)).containsExactly(Scans.at(SLOT));
    assertThat(compared.slots().ahead(Generation.LEGACY, DAY_TRADING))
        .startsWith(Scans.at("2026-06-10T11:30"), Scans.at("2026-06-10T12:00"));
    get("/api/parity?from=2026-06-10&category=day_trading", 200)
        .body("assumed_schedules", contains("optimized day_trading"));
  }

  @Test
  void aSignalThatWasMadeUpIsListedAndHoldsTheVerdictBack() {
    // given
    legacy.publish(SLOT, evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
    Publication inTime =
        Scans.publication(SLOT, evaluated(DAY_TRADING, INFY, signal(DAY_TRADING, INFY, Side.BUY)));
    Publication.CompletedScan scan = inTime.scans().getFirst();
    optimized.publish(
        new Publication(
            inTime.slot(),
            true,
            List.of(
                new Publication.CompletedScan(
                    scan.id(),
                    scan.name(),
                    Scans.at("2026-06-10T11:01:30"),
                    Scans.at("2026-06-10T11:01:33"),
                    scan.result()))));

    // when, then
    get("/api/parity?from=2026-06-10&category=day_trading", 200)
        .body("verdict", equalTo("HOLD"))
        .body("holds", hasItem("late"))
        .body("categories[0].figures.matched", equalTo(1))
        .body("categories[0].figures.late_optimized_alone", equalTo(1))
        .body("late[0].signal.symbol", equalTo("INFY"))
        .body("late[0].legacy_detected_at", equalTo("2026-06-10T11:00:03+05:30"))
        .body("late[0].optimized_detected_at", equalTo("2026-06-10T11:01:33+05:30"));
  }

  /** Nobody reads evaluations until the connection is closed. */
  private Connection locked() throws SQLException {
    Connection lock = database.getConnection();
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute("lock table evaluation in access exclusive mode");
    }
    return lock;
  }

  private void awaitWaiting(int statements) throws SQLException {
    try (Connection other = database.getConnection();
        PreparedStatement waiting =
            other.prepareStatement(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")) {
      int found;
      do {
        try (ResultSet row = waiting.executeQuery()) {
          row.next();
          found = row.getInt(1);
        }
      } while (found != statements);
    }
  }

  @Test
  void eightComparisonsWaitForOneAndTheNextIsRefusedWithTheTimeToComeAgain() throws Exception {
    // given: one comparison, which cannot go on, and eight that wait for it
    BlockingQueue<RawHttp.Answer> answers = new LinkedBlockingQueue<>();
    try (Connection _ = locked()) {
      // when
      for (int i = 0; i < 10; i++) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answers.add(
                        RawHttp.exchange(
                            RestAssured.port, "GET", "/api/parity", "", "Accept: */*"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
      RawHttp.Answer refused = answers.poll(30, TimeUnit.SECONDS);

      // then
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.head()).containsIgnoringCase("retry-after: 5");
      assertThat(refused.body())
          .contains("8 requests for comparisons and figures wait already", "Too Many Requests");
      get("/q/health/live", 200);
      get("/api/signals", 200);
    }
    for (int i = 0; i < 9; i++) {
      assertThat(answers.poll(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
  }

  @Test
  void aComparisonWhoseClientLeavesIsStoppedInTheDatabase() throws Exception {
    try (Connection _ = locked()) {
      // given
      try (RawHttp client = new RawHttp(RestAssured.port)) {
        client.send("GET /api/parity HTTP/1.1\r\nHost: localhost\r\n\r\n");
        awaitWaiting(1);
      }

      // then: its statement ends although the lock is still held
      awaitWaiting(0);
    }
    get("/api/parity", 200);
  }

  @Test
  void aSessionIsNotOverWhileSlotsAreAhead() {
    LocalDate date = LocalDate.parse("2026-06-10");
    bothFindInfyAndOnlyLegacyHasTheBarOfTcs();
    LiveParity.Compared compared = parity.compare(date, date, Set.of(DAY_TRADING));
    assertThat(compared.none()).isFalse();
    assertThat(compared.slots().ahead(Generation.LEGACY, DAY_TRADING)).isNotEmpty();
    assertThat(compared.allDone()).isFalse();
  }
}
