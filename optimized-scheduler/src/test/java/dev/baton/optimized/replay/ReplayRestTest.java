package dev.baton.optimized.replay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.category.Category;
import dev.baton.category.Universe;
import dev.baton.market.Timeframe;
import dev.baton.optimized.comparison.SwitchedOff;
import dev.baton.optimized.parity.ParityConfig;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.report.ReplayReporting;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.runtime.test.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays of synthetic candles by a running service. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = RecordedFolder.class, restrictToAnnotatedClass = true)
@TestProfile(SwitchedOff.class)
class ReplayRestTest {

  private static final String PATH = "/api/parity/replay";
  private static final String PROBLEM = "application/problem+json";
  private static final String TWO_WEEKS =
      """
      {"from": "2026-06-01", "to": "2026-06-12", "categories": ["day_trading"]}
      """;

  @Inject Replays replays;
  @Inject HeldReplayer replayer;
  @Inject ParityConfig config;

  @BeforeEach
  void nothingIsHeldBack() {
    replayer.letGo();
  }

  @AfterEach
  void nothingIsLeftRunning() throws InterruptedException {
    replays.newest().ifPresent(ReplayJob::cancel);
    awaitEnd();
  }

  private static ValidatableResponse post(String body, int status) {
    return given().contentType("application/json").body(body).post(PATH).then().statusCode(status);
  }

  private static ValidatableResponse get() {
    return given().get(PATH).then().statusCode(200);
  }

  private void awaitEnd() throws InterruptedException {
    if (replays.newest().isPresent()) {
      assertThat(replays.newest().get().awaitEnd(Duration.ofSeconds(120))).isTrue();
    }
  }

  private Path folder() {
    return config.replayCandles().orElseThrow();
  }

  @Test
  void replaysBothGenerationsAndReportsWhatTheCommandReports() throws Exception {
    // when
    post(TWO_WEEKS, 202)
        .header("Location", endsWith(PATH))
        .body("state", equalTo("running"))
        .body("from", equalTo("2026-06-01"))
        .body("to", equalTo("2026-06-12"))
        .body("categories", contains("day_trading"))
        .body("inject", nullValue())
        .body("seed", equalTo(1))
        .body("progress", lessThan(1.0f))
        .body("started_at", matchesPattern("20\\d\\d-.*\\+05:30"))
        .body("ended_at", nullValue())
        .body("report", nullValue());
    awaitEnd();

    // then
    String answer =
        get()
            .body("state", equalTo("done"))
            .body("progress", equalTo(1.0f))
            .body("ended_at", matchesPattern("20\\d\\d-.*\\+05:30"))
            .body("elapsed_seconds", greaterThan(0.0f))
            .body("reason", nullValue())
            .body("report.passes_but_for_data", equalTo(true))
            .body("report.parity.verdict", equalTo("PASS"))
            .body("report.parity.mismatches", empty())
            .body("report.holds", empty())
            .body("report.parity.categories[0].figures.matched", greaterThan(100))
            .extract()
            .asString();
    JsonNode report = new ObjectMapper().readTree(answer).get("report");
    assertThat(report).isEqualTo(new ObjectMapper().readTree(library().json()));
  }

  private ReplayReport library() throws InterruptedException {
    RecordedCandles candles = RecordedCandles.read(folder(), Universe.DEFAULT.all());
    ReplayRange range =
        new ReplayRange(
            LocalDate.parse("2026-06-01"),
            LocalDate.parse("2026-06-12"),
            Set.of(Category.DAY_TRADING));
    return ReplayReporting.of(
        new Replay(candles, Replay.calendar(candles), range, 2).run(Progress.NONE), List.of());
  }

  @Test
  void namesTheCauseOfAnInjectedFault() throws Exception {
    // when
    post(
            """
            {"from": "2026-06-08", "to": "2026-06-12", "categories": ["day_trading", "short_term"],
             "inject": "bar_missing", "seed": 7}
            """,
            202)
        .body("inject", equalTo("bar_missing"))
        .body("seed", equalTo(7));
    awaitEnd();

    // then
    get()
        .body("state", equalTo("done"))
        .body("report.run.faults", hasSize(1))
        .body("report.run.faults[0]", startsWith("optimized:bar_missing@"))
        .body("report.passes_but_for_data", equalTo(false))
        .body("report.parity.verdict", equalTo("FAIL"))
        .body("report.parity.mismatches.cause", everyItem(equalTo("bar_missing")))
        .body("report.parity.causes.bar_missing", greaterThan(0));
  }

  @Test
  void cancelsARunningReplayAndThrowsAwayWhatWasDone() throws Exception {
    // given
    HeldReplayer.Gate gate = replayer.holdBack();
    post(TWO_WEEKS, 202);
    assertThat(gate.reached().await(20, TimeUnit.SECONDS)).isTrue();
    get()
        .body("state", equalTo("running"))
        .body("progress", allOf(greaterThan(0.0f), lessThan(0.1f)));

    // when
    given()
        .delete(PATH)
        .then()
        .statusCode(200)
        .body("state", equalTo("cancelled"))
        .body("report", nullValue())
        .body("reason", nullValue())
        .body("progress", lessThan(0.1f));

    // then
    get().body("state", equalTo("cancelled")).body("ended_at", matchesPattern("20\\d\\d-.*"));
    given()
        .delete(PATH)
        .then()
        .statusCode(409)
        .contentType(PROBLEM)
        .body("detail", equalTo("no replay is running; the newest one is cancelled"));
  }

  @Test
  void refusesASecondReplayWhileOneRuns() throws Exception {
    // given
    HeldReplayer.Gate gate = replayer.holdBack();
    post(
        """
        {"from": "2026-06-11", "to": "2026-06-12", "categories": ["day_trading"]}
        """,
        202);
    assertThat(gate.reached().await(20, TimeUnit.SECONDS)).isTrue();

    // when
    post(TWO_WEEKS, 409)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo("a replay is running; ask again when it has ended, or cancel it with DELETE"));

    // then the first one is as it was
    gate.open().countDown();
    awaitEnd();
    get().body("state", equalTo("done")).body("from", equalTo("2026-06-11"));
  }

  @Test
  void failsWithAReasonWhenAFaultHasNoPlaceWhereItWouldMatter() throws Exception {
    // when nothing has fifty bars yet
    post(
        """
        {"from": "2025-06-03", "to": "2025-06-06", "categories": ["short_term"], "inject": "ttl"}
        """,
        202);
    awaitEnd();

    // then
    get()
        .body("state", equalTo("failed"))
        .body("reason", startsWith("inject: ttl: no signal of optimized in the range"))
        .body("report", nullValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | from is missing; expected {\"from\": \"2026-05-20\", \"to\": \"2026-06-12\"}",
        "null | from is missing",
        "{} | from is missing",
        "{\"from\": \"2026-06-08\"} | to is missing",
        "{\"from\": \"today\", \"to\": \"2026-06-12\"} | from 'today' is not a date; expected like 2026-06-10",
        "{\"from\": \"2026-06-12\", \"to\": \"2026-06-08\"} | from 2026-06-12 is after to 2026-06-08",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"categories\": [\"swing\"]}"
            + "| unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"categories\": [null]} | unknown category 'null'; valid are",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"categories\": []} | a replay needs at least one category",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"inject\": \"gremlins\"}"
            + "| inject: unknown fault 'gremlins'; valid are bar_missing, bar_revised, ttl",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"inject\": \"ttl@NOBODY\"} | inject: unknown symbol 'NOBODY'",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"inject\": \"bar_missing@TCS@2026-06-13T11:05\"}"
            + "| inject: bar_missing: TCS has no 5m bar of 2026-06-13T11:05",
        "{\"from\": \"2026-07-01\", \"to\": \"2026-07-03\"}"
            + "| no candle from 2026-07-01 to 2026-07-03 for day_trading, short_selling, short_term, long_term; recorded are 5m from"
            + " 2026-05-25 to 2026-06-12",
        "{\"from\": \"2026-06-13\", \"to\": \"2026-06-14\"} | no session from 2026-06-13 to 2026-06-14",
        "{\"from\": \"2031-01-01\", \"to\": \"2031-01-31\"} | is not within the sessions that the calendar and the daily candles know",
        "{\"from\": \"-999999999-01-01\", \"to\": \"+999999999-12-31\"} | is not within the sessions",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"seed\": \"many\"}"
            + "| seed 'many' cannot be read; expected a whole number of at most 18 digits",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"seed\": 1e30}"
            + "| seed '1.0E30' cannot be read; expected a whole number of at most 18 digits",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"seed\": 1.5}"
            + "| seed '1.5' cannot be read; expected a whole number of at most 18 digits",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"seed\": 99999999999999999999}"
            + "| seed cannot be read; expected a whole number of at most 18 digits",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"seed\": true}"
            + "| seed cannot be read; expected a whole number of at most 18 digits",
        "{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\", \"categories\": \"day_trading\"}"
            + "| categories cannot be read; expected a list",
        "{\"from\": {}} | from cannot be read; expected a text",
        "[] | the body cannot be read; expected an object",
        "{\"from\": | the body is not valid JSON: Unexpected end-of-input",
      })
  void refusesWhatCannotBeReplayedAndStartsNothing(String body, String detail) {
    // given
    Optional<ReplayJob> before = replays.newest();

    // when, then
    post(body, 400).contentType(PROBLEM).body("detail", containsString(detail));
    assertThat(replays.newest()).isEqualTo(before);
  }

  @Test
  void namesTheFileAndTheLineThatIsBroken() throws IOException {
    // given
    Path file = RecordedFolder.file(folder(), "TCS", Timeframe.FIVE_MINUTES);
    String whole = Files.readString(file);
    Optional<ReplayJob> before = replays.newest();
    try {
      Files.writeString(file, whole.replaceFirst("\n2026-05-25T09:15:00\\+05:30,", "\nyesterday,"));

      // when, then
      post(TWO_WEEKS, 422)
          .contentType(PROBLEM)
          .body(
              "detail",
              containsString("TCS.csv, line 2: time 'yesterday' is not a time; expected like"));
      assertThat(replays.newest()).isEqualTo(before);
    } finally {
      Files.writeString(file, whole);
    }
  }

  @Test
  void saysThatTheFolderIsAwayAndReplaysOnceItIsBack() throws Exception {
    // given
    Path aside = folder().resolveSibling(folder().getFileName() + "-aside");
    Files.move(folder(), aside);
    try {
      // when, then
      post(TWO_WEEKS, 409)
          .contentType(PROBLEM)
          .body("detail", startsWith("baton.parity.replay-candles: there is no folder "));
    } finally {
      Files.move(aside, folder());
    }
    post(TWO_WEEKS, 202);
  }
}
