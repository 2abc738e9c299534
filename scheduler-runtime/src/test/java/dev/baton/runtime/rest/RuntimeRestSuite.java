package dev.baton.runtime.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.docs.Endpoints;
import dev.baton.docs.Repository;
import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.test.OverridesFile;
import dev.baton.runtime.test.RawHttp;
import dev.baton.runtime.test.Rows;
import dev.baton.runtime.test.Scans;
import dev.baton.signal.Fingerprint;
import io.quarkus.runtime.ExecutorRecorder;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both services answer alike; each runs it against itself. */
public abstract class RuntimeRestSuite {

  protected static final String PROBLEM = "application/problem+json";

  @Inject DataSource database;
  @Inject BatonConfig config;

  protected Rows rows;

  /** The heading of the service in {@code docs/api.md}. */
  protected abstract String headingInTheDocs();

  @BeforeEach
  void emptyTables() {
    rows = new Rows(database);
    rows.clear();
  }

  @Test
  void showsLiveSignalsNewestBarFirst() {
    // given
    rows.signal("legacy", "live", "day_trading", "TCS", "2026-06-10T10:00");
    rows.signal("legacy", "live", "day_trading", "INFY", "2026-06-10T10:05");
    rows.signal("optimized", "shadow", "day_trading", "ITC", "2026-06-10T10:10");

    // when, then
    given()
        .get("/api/signals")
        .then()
        .statusCode(200)
        .body("symbol", contains("INFY", "TCS"))
        .body("[0].keySet()", hasSize(15))
        .body("[0].generation", equalTo("legacy"))
        .body("[0].mode", equalTo("live"))
        .body("[0].bar_time", equalTo("2026-06-10T10:05:00+05:30"))
        .body("[0].slot_time", equalTo("2026-06-10T10:10:00+05:30"))
        .body("[0].detected_at", equalTo("2026-06-10T10:10:02+05:30"))
        .body("[0].stop_loss", equalTo(1401.25f))
        .body("[0].input.first_bar", equalTo("2026-06-08T10:05:00+05:30"))
        .body("[0].input.last_bar", equalTo("2026-06-10T10:05:00+05:30"))
        .body("[0].input.hash", equalTo("00000000000000ff"))
        .body("[0].late", equalTo(false));
  }

  @Test
  void filtersSignals() {
    // given
    rows.signal("legacy", "live", "day_trading", "TCS", "2026-06-10T10:00");
    rows.signal("optimized", "shadow", "day_trading", "TCS", "2026-06-10T10:00");
    rows.signal("legacy", "live", "short_term", "TCS", "2026-06-09T00:00");

    // when, then
    given().get("/api/signals?generation=optimized").then().body("mode", contains("shadow"));
    given().get("/api/signals?mode=shadow").then().body("generation", contains("optimized"));
    given().get("/api/signals?category=short_term").then().body("category", contains("short_term"));
    given().get("/api/signals?date=2026-06-10").then().body("category", contains("day_trading"));
    given().get("/api/signals?symbol=SBIN").then().body("$", empty());
    given().get("/api/signals?limit=1").then().body("$", hasSize(1));
  }

  @Test
  void listsSignalsOverAllPagesInOrderAndEachOnce() {
    // given: more than two pages, with three signals of each bar
    LocalDateTime first = LocalDateTime.parse("2026-06-01T09:15");
    List<String> newestFirst = new ArrayList<>();
    for (int i = 149; i >= 0; i--) {
      String bar = first.plusMinutes(5L * i).toString();
      for (String symbol : List.of("INFY", "ITC", "TCS")) {
        rows.signal("legacy", "live", "day_trading", symbol, bar);
        newestFirst.add(bar + ":00+05:30 " + symbol);
      }
    }

    // when
    JsonPath all = given().get("/api/signals").then().statusCode(200).extract().jsonPath();
    JsonPath some = given().get("/api/signals?limit=401").then().extract().jsonPath();

    // then
    List<String> bars = all.getList("bar_time");
    List<String> symbols = all.getList("symbol");
    assertThat(IntStream.range(0, bars.size()).mapToObj(i -> bars.get(i) + " " + symbols.get(i)))
        .containsExactlyElementsOf(newestFirst);
    assertThat(some.getList("symbol")).isEqualTo(symbols.subList(0, 401));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "category=swing | unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "symbol=reliance | '''reliance'' is not an NSE symbol: 1 to 20 of A-Z, 0-9, & and - are allowed'",
        "generation=third | unknown generation 'third'; valid are legacy, optimized",
        "mode=off | unknown mode 'off'; valid are live, shadow",
        "date=10.06.2026 | date '10.06.2026' is not a date; expected like 2026-06-10",
        "limit=abc | limit 'abc' is not a whole number; expected 1 to 10000",
        "limit=0 | limit 0 is out of range; 1 to 10000",
        "limit=10001 | limit 10001 is out of range; 1 to 10000"
      })
  void refusesABadFilterAndSaysWhatIsRight(String filter, String detail) {
    given()
        .get("/api/signals?" + filter)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("status", equalTo(400))
        .body("detail", equalTo(detail));
  }

  @Test
  void showsTheBarsThatItsNewestEvaluationSaw() {
    // given
    CandleSeries older = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60);
    CandleSeries newer = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 61);
    Scans own = new Scans(config.generation(), Mode.SHADOW);
    own.publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, older));
    own.publish("2026-06-10T14:20", Scans.evaluated(Category.DAY_TRADING, newer));
    own.publish(
        "2026-06-10T14:25", Scans.barMissing(Category.DAY_TRADING, "TCS", "2026-06-10T14:20"));

    // when, then
    given()
        .get("/api/scheduler/data/TCS?timeframe=5m")
        .then()
        .statusCode(200)
        .body(
            "keySet()",
            contains(
                "generation",
                "category",
                "symbol",
                "timeframe",
                "slot_time",
                "count",
                "first",
                "last",
                "hash",
                "candles"))
        .body("generation", equalTo(config.generation().label()))
        .body("category", equalTo("day_trading"))
        .body("symbol", equalTo("TCS"))
        .body("timeframe", equalTo("5m"))
        .body("slot_time", equalTo("2026-06-10T14:20:00+05:30"))
        .body("count", equalTo(61))
        .body("first", equalTo("2026-06-10T09:15:00+05:30"))
        .body("last", equalTo("2026-06-10T14:15:00+05:30"))
        .body("hash", equalTo(Fingerprint.of(newer).hashText()))
        .body("candles", hasSize(61))
        .body("candles[60].keySet()", contains("time", "open", "high", "low", "close", "volume"))
        .body("candles[60].time", equalTo("2026-06-10T14:15:00+05:30"))
        .body("candles[60].close", equalTo((float) newer.close(60)))
        .body("candles[60].volume", equalTo((int) newer.volume(60)));
  }

  @Test
  void showsTheLongestDailyWindowUnlessACategoryIsAskedFor() {
    // given
    CandleSeries months = Scans.bars("TCS", Timeframe.ONE_DAY, "2026-03-02T00:00", 70);
    CandleSeries year = Scans.bars("TCS", Timeframe.ONE_DAY, "2025-10-01T00:00", 170);
    Scans own = new Scans(config.generation(), Mode.SHADOW);
    own.publish("2026-06-10T16:00", Scans.evaluated(Category.LONG_TERM, year));
    own.publish("2026-06-10T17:15", Scans.evaluated(Category.SHORT_TERM, months));

    // when, then
    given()
        .get("/api/scheduler/data/TCS?timeframe=1D")
        .then()
        .statusCode(200)
        .body("category", equalTo("long_term"))
        .body("count", equalTo(170));
    given()
        .get("/api/scheduler/data/TCS")
        .then()
        .statusCode(200)
        .body("category", equalTo("long_term"));
    given()
        .get("/api/scheduler/data/TCS?category=short_term")
        .then()
        .statusCode(200)
        .body("count", equalTo(70));
    given().get("/api/scheduler/data/TCS?category=short_selling").then().statusCode(404);
  }

  @Test
  void saysThatBothGenerationsSawTheSameBars() {
    // given the optimized one has done a slot more
    CandleSeries bars = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60);
    CandleSeries more = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 61);
    Scans optimized = new Scans(Generation.OPTIMIZED, Mode.SHADOW);
    new Scans(Generation.LEGACY, Mode.LIVE)
        .publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, bars));
    optimized.publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, bars));
    optimized.publish("2026-06-10T14:20", Scans.evaluated(Category.DAY_TRADING, more));

    // when, then
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(200)
        .body(
            "keySet()",
            contains(
                "category",
                "symbol",
                "timeframe",
                "slot_time",
                "legacy",
                "optimized",
                "equal",
                "first_difference",
                "difference_count",
                "differences"))
        .body("slot_time", equalTo("2026-06-10T14:15:00+05:30"))
        .body("legacy.count", equalTo(60))
        .body("legacy.last", equalTo("2026-06-10T14:10:00+05:30"))
        .body("legacy.hash", equalTo(Fingerprint.of(bars).hashText()))
        .body("optimized.hash", equalTo(Fingerprint.of(bars).hashText()))
        .body("equal", equalTo(true))
        .body("first_difference", nullValue())
        .body("difference_count", equalTo(0))
        .body("differences", empty());
  }

  @Test
  void laysTheBarsThatDifferSideBySide() {
    // given
    CandleSeries bars = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60);
    CandleSeries revised = Scans.revised(Scans.without(bars, 20), 7);
    new Scans(Generation.LEGACY, Mode.LIVE)
        .publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, bars));
    new Scans(Generation.OPTIMIZED, Mode.SHADOW)
        .publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, revised));

    // when, then
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(200)
        .body("equal", equalTo(false))
        .body("legacy.count", equalTo(60))
        .body("optimized.count", equalTo(59))
        .body("first_difference.time", equalTo("2026-06-10T09:50:00+05:30"))
        .body("first_difference.kind", equalTo("revised"))
        .body("first_difference.legacy.close", equalTo((float) bars.close(7)))
        .body("first_difference.optimized.close", equalTo((float) revised.close(7)))
        .body("difference_count", equalTo(2))
        .body("differences.kind", contains("revised", "missing_in_optimized"))
        .body("differences[1].time", equalTo("2026-06-10T10:55:00+05:30"))
        .body("differences[1].legacy.volume", equalTo((int) bars.volume(20)))
        .body("differences[1].optimized", nullValue());
  }

  @Test
  void aBarThatOneSideLackedInTheSlotIsADifference() {
    // given
    CandleSeries before = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60);
    CandleSeries now = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 61);
    Scans legacy = new Scans(Generation.LEGACY, Mode.LIVE);
    legacy.publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, before));
    legacy.publish(
        "2026-06-10T14:20", Scans.barMissing(Category.DAY_TRADING, "TCS", "2026-06-10T14:15"));
    new Scans(Generation.OPTIMIZED, Mode.SHADOW)
        .publish("2026-06-10T14:20", Scans.evaluated(Category.DAY_TRADING, now));

    // when, then
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(200)
        .body("slot_time", equalTo("2026-06-10T14:20:00+05:30"))
        .body("legacy.slot_time", equalTo("2026-06-10T14:15:00+05:30"))
        .body("difference_count", equalTo(1))
        .body("first_difference.kind", equalTo("missing_in_legacy"))
        .body("first_difference.time", equalTo("2026-06-10T14:15:00+05:30"));
  }

  @Test
  void showsAtMostAHundredDifferencesAndCountsAll() {
    // given
    CandleSeries bars = Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-08T09:15", 158);
    new Scans(Generation.LEGACY, Mode.LIVE)
        .publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, bars));
    new Scans(Generation.OPTIMIZED, Mode.SHADOW)
        .publish("2026-06-10T14:15", Scans.evaluated(Category.DAY_TRADING, bars.slice(108, 158)));

    // when, then
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(200)
        .body("difference_count", equalTo(108))
        .body("differences", hasSize(100));
  }

  @Test
  void namesTheGenerationThatHasNotSeenASymbol() {
    // given
    Scans legacy = new Scans(Generation.LEGACY, Mode.LIVE);
    legacy.publish(
        "2026-06-10T14:15",
        Scans.evaluated(
            Category.DAY_TRADING,
            Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60)));

    // when, then
    given()
        .get("/api/scheduler/data/SBIN?timeframe=5m")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo(
                "no evaluation of "
                    + config.generation().label()
                    + " has seen SBIN on 5m bars for day_trading"));
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo("no evaluation of optimized has seen TCS on 5m bars for day_trading"));
    given()
        .get("/api/scheduler/data/SBIN/diff")
        .then()
        .statusCode(404)
        .body(
            "detail",
            equalTo(
                "no evaluation of legacy or optimized has seen SBIN on 1D bars for long_term or short_selling or short_term"));

    // when the other one has seen it in another slot
    new Scans(Generation.OPTIMIZED, Mode.SHADOW)
        .publish(
            "2026-06-10T14:20",
            Scans.evaluated(
                Category.DAY_TRADING,
                Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 61)));
    given()
        .get("/api/scheduler/data/TCS/diff?timeframe=5m")
        .then()
        .statusCode(404)
        .body(
            "detail",
            equalTo(
                "legacy and optimized have evaluated TCS on 5m bars for day_trading, but never in the same slot"));
  }

  @Test
  void saysThatBarsWereNotKept() {
    // given
    new Scans(config.generation(), Mode.SHADOW)
        .publish(
            "2026-06-10T14:15",
            Scans.evaluated(
                Category.DAY_TRADING,
                Scans.bars("TCS", Timeframe.FIVE_MINUTES, "2026-06-10T09:15", 60)));
    rows.forgetBars();

    // when, then
    given()
        .get("/api/scheduler/data/TCS?timeframe=5m")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo(
                "the bars that "
                    + config.generation().label()
                    + "'s evaluation of TCS for day_trading at 2026-06-10T14:15:00+05:30 saw were not kept"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "TCS?timeframe=1H | timeframe '1H' has no evaluated bars; valid are 5m, 1D (1H, 1W are derived from them)",
        "TCS/diff?timeframe=1w | timeframe '1w' has no evaluated bars; valid are 5m, 1D (1H, 1W are derived from them)",
        "TCS?timeframe=2h | timeframe '2h' has no evaluated bars; valid are 5m, 1D (1H, 1W are derived from them)",
        "TCS?category=swing | unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "TCS?timeframe=5m&category=long_term | long_term evaluates 1D bars, not 5m",
        "tcs/diff | 'tcs' is not an NSE symbol: 1 to 20 of A-Z, 0-9, & and - are allowed"
      })
  void refusesABadQuestionForBarsAndSaysWhatIsRight(String question, String detail) {
    given()
        .get("/api/scheduler/data/" + question)
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("status", equalTo(400))
        .body("detail", equalTo(detail));
  }

  @Test
  void reloadsTheCalendarAndRefusesABrokenOne() {
    Path file = config.calendarOverrides().orElseThrow();
    given()
        .get("/api/scheduler/calendar")
        .then()
        .statusCode(200)
        .body("known_through", equalTo("2026-12-31"))
        .body("overrides", equalTo(0))
        .body("sessions_without_hours", contains("2026-11-08"));

    // when the next year and the missing hours are added
    OverridesFile.write(
        file,
        """
        2027-01-01,year,,,,,
        2026-11-08,muhurat,,18:00,19:00,19:00,
        """);
    given()
        .post("/api/scheduler/calendar/reload")
        .then()
        .statusCode(200)
        .body("known_from", equalTo("2025-01-01"))
        .body("known_through", equalTo("2027-12-31"))
        .body("overrides", equalTo(2))
        .body("source", equalTo(file.toString()))
        .body("sessions_without_hours", empty());

    // when a line of it is broken
    OverridesFile.write(file, "2027-01-01,year,,,,,\n2026-11-08,muhurat,,6pm,19:00,19:00,\n");
    given()
        .post("/api/scheduler/calendar/reload")
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo(
                file
                    + ", line 3: open '6pm' is not a time; expected like 09:15; the calendar in force stays"));

    // when two lines are about one date
    OverridesFile.write(
        file,
        """
        2027-01-01,year,,,,,
        2026-11-08,muhurat,,18:00,19:00,19:00,
        2026-11-08,muhurat,,17:00,18:00,18:00,
        """);
    given()
        .post("/api/scheduler/calendar/reload")
        .then()
        .statusCode(422)
        .body(
            "detail",
            equalTo(
                file
                    + ", line 4: line 3 is about 2026-11-08 already; keep one of both (a date has one session); the calendar in force stays"));

    // then the one before stays
    given().get("/api/scheduler/calendar").then().body("known_through", equalTo("2027-12-31"));

    // when it leaves a hole
    OverridesFile.write(file, "2029-01-01,year,,,,,\n");
    given()
        .post("/api/scheduler/calendar/reload")
        .then()
        .statusCode(422)
        .body(
            "detail",
            equalTo(
                file
                    + ": the calendar has a hole: no year entry for 2027; the calendar in force stays"));

    // when it is empty again
    OverridesFile.write(file, "");
    given()
        .post("/api/scheduler/calendar/reload")
        .then()
        .statusCode(200)
        .body("known_through", equalTo("2026-12-31"))
        .body("overrides", equalTo(0));
  }

  @Test
  void saysThatNobodyIsLoggedInAndWhatALoginNeeds() {
    given()
        .get("/api/broker/session")
        .then()
        .statusCode(200)
        .body("state", equalTo("login_needed"));
    given()
        .contentType("application/json")
        .body("{}")
        .post("/api/broker/session")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("detail", containsString("auth_code is missing"));
  }

  @Test
  void answersABodyOfAnotherShapeWithAProblem() {
    given()
        .contentType("application/json")
        .body("[]")
        .post("/api/broker/session")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("detail", equalTo("the body cannot be read; expected an object"));
    given()
        .contentType("application/json")
        .body("{\"auth_code\": {}}")
        .post("/api/broker/session")
        .then()
        .statusCode(400)
        .body("detail", equalTo("auth_code cannot be read; expected a text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "/", ";;;", "text/html", "application/json;q=0", "a/b/c"})
  void refusesAnAcceptHeaderThatDoesNotAdmitJsonOnEveryResource(String accept) {
    for (String path : gets()) {
      given()
          .header("Accept", accept)
          .get(path)
          .then()
          .statusCode(406)
          .contentType(PROBLEM)
          .body("title", equalTo("Not Acceptable"))
          .body("instance", equalTo(path))
          .body(
              "detail",
              equalTo(
                  "Accept '%s' does not admit application/json, the type of every answer"
                      .formatted(accept)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "Application/JSON; q=0.1",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "garbage, application/json"
      })
  void answersJsonToEveryAcceptHeaderThatAdmitsIt(String accept) {
    given()
        .header("Accept", accept)
        .get("/api/scheduler/calendar")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("known_through", equalTo("2026-12-31"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | Content-Type 'garbage' is not a media type; expected application/json",
        "application/json; charset=utf-16 | Content-Type 'application/json; charset=utf-16': JSON is in UTF-8",
      })
  void refusesABodyThatIsNotJson(String type, String detail) throws Exception {
    RawHttp.Answer answer = send("POST", "/api/broker/session", "{}", "Content-Type: " + type);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.head()).containsIgnoringCase("content-type: " + PROBLEM);
    assertThat(JsonPath.from(answer.body()).getString("detail")).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"auth_code\": \"a\", \"auth_code\": \"b\"} | Duplicate field 'auth_code'",
        "{\"auth_code\": | the body is not valid JSON: Unexpected end-of-input",
        "auth_code=a | the body is not valid JSON: Unrecognized token 'auth_code'",
      })
  void refusesABodyThatCannotBeParsedAndSaysWhy(String body, String detail) {
    given()
        .contentType("application/json")
        .body(body)
        .post("/api/broker/session")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("status", equalTo(400))
        .body("title", equalTo("Bad Request"))
        .body("instance", equalTo("/api/broker/session"))
        .body("detail", containsString(detail));
  }

  @Test
  void refusesADateFarOffAndAQueryThatCannotBeRead() throws Exception {
    for (String date : List.of("9999-12-31", "+999999999-12-31", "-999999999-01-01")) {
      given()
          .queryParam("date", date)
          .get("/api/signals")
          .then()
          .statusCode(400)
          .contentType(PROBLEM)
          .body("detail", equalTo("date " + date + " is out of range; 1900-01-01 to 2199-12-31"));
    }
    given().get("/api/signals?date=2199-12-31").then().statusCode(200).body("$", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/signals?symbol=%zz", "/api/%zz"})
  void thePlatformRefusesABrokenCodeOfACharacter(String path) throws Exception {
    assertThat(send("GET", path, "", "Accept: */*").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET | /api/signals?limit=5&limit=6 | Host: a | 400 | limit is given 2 times; which value is meant cannot be known",
        "GET | /api/signals?symbol=TCS&limit=5&symbol=TCS | Host: a | 400 | symbol is given 2 times; which value is meant cannot be known",
        "GET | /api/signals?limit=%2B50 | Host: a | 400 | limit '+50' is not a whole number; expected 1 to 10000",
        "GET | /api/signals?limit=%E0%A5%AB%E0%A5%A6 | Host: a | 400 | limit '\u096b\u0966' is not a whole number; expected 1 to 10000",
        "GET | /api/signals?limit=+5 | Host: a | 400 | limit ' 5' is not a whole number; expected 1 to 10000",
        "GET | /api/signals?limit=-1 | Host: a | 400 | limit -1 is out of range; 1 to 10000",
        "GET | /api/signals | X-Host: a | 400 | the header Host is missing, or is not a host",
        "POST | /api/broker/session | Host: a, Expect: much | 417 | Expect can only be 100-continue, or left out",
        "GET | /api/nothing | Host: a | 404 | no resource has this path; /q/openapi lists those that there are",
        "DELETE | /api/signals | Host: a | 405 | the resource does not have this method; see the header Allow",
      })
  void refusesARequestThatIsNotPlainWithAProblem(
      String method, String path, String headers, int status, String detail) throws Exception {
    try (RawHttp client = new RawHttp(RestAssured.port)) {
      client.send(
          "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
              .formatted(method, path, headers.replace(", ", "\r\n")));
      RawHttp.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.head()).containsIgnoringCase("content-type: " + PROBLEM);
      assertThat(JsonPath.from(answer.body()).getString("detail")).isEqualTo(detail);
    }
  }

  @Test
  void refusesAMethodThatAResourceLacksWithAProblem() {
    given()
        .delete("/api/signals")
        .then()
        .statusCode(405)
        .contentType(PROBLEM)
        .body("title", equalTo("Method Not Allowed"))
        .body("instance", equalTo("/api/signals"));
  }

  @Test
  void tagsRequestsByTheRoutesOfResourcesHoweverOddTheyAre() throws Exception {
    // given 60 requests for paths and methods that do not exist
    for (int i = 0; i < 60; i++) {
      send("ODD" + i, "/api/scheduler/data/ODD" + i, "", "Accept: */*");
      send("GET", "/api/scheduler/data/ODD" + i, "", "Accept: garbage");
      send("GET", "/api/odd/" + i, "", "Accept: */*");
    }

    // when
    given().get("/api/scheduler/data/ITC/diff?category=swing").then().statusCode(400);
    given().get("/api/scheduler/calendar").then().statusCode(200);

    // then
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(requestMetrics(metrics))
        .noneMatch(line -> line.contains("ODD") || line.contains("/odd/"))
        .anyMatch(
            line ->
                line.contains("uri=\"/api/scheduler/data/{symbol}/diff\"")
                    && line.contains("status=\"400\""))
        .anyMatch(line -> line.contains("uri=\"/api/scheduler/calendar\"") && line.contains("200"))
        .anyMatch(line -> line.contains("uri=\"UNKNOWN\"") && line.contains("method=\"OTHER\""));
  }

  @Test
  void answersWhileManyClientsSendTheirBodiesSlowly() throws Exception {
    // given more than there are worker threads
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 205; i++) {
        RawHttp client = new RawHttp(RestAssured.port);
        slow.add(client);
        client.send(
            "POST /api/broker/session HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
      }

      // when, then
      for (String path :
          List.of(
              "/q/health/live",
              "/q/health/ready",
              "/q/metrics",
              "/api/scheduler/status",
              "/api/broker/session")) {
        assertThat(send("GET", path, "", "Accept: */*").status()).as(path).isEqualTo(200);
      }
      for (RawHttp client : List.of(slow.getFirst(), slow.getLast())) {
        RawHttp.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(JsonPath.from(answer.body()).getString("detail"))
            .isEqualTo("the body was not complete within 2 s");
      }
    } finally {
      for (RawHttp client : slow) {
        client.close();
      }
    }
  }

  /** Bodies that do not end, after a request line and headers that each send them in another way. */
  private static final List<String> SLOW_BODIES =
      List.of(
          "POST /api/broker/session HTTP/1.1\r\nContent-Length: 9\r\nUpgrade: h2c\r\n\r\n{",
          "POST /api/broker/session HTTP/1.1\r\nContent-Length: 9\r\nUpgrade: h2c\r\n"
              + "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n{",
          "POST /api/broker/session HTTP/1.1\r\nContent-Length: 9\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n{",
          "POST /api/broker/session HTTP/1.1\r\nContent-Length: 9\r\nUpgrade: TLS/1.0\r\n\r\n{",
          "POST /api/broker/session HTTP/1.0\r\nContent-Length: 9\r\n\r\n{",
          "POST /api/broker/session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
          "POST /api/broker/session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: ",
          "POST /api/broker/session HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n{",
          "POST /api;a=b/broker/session HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
          "POST /%61pi/broker/session HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
          "POST //api/broker/session HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
          "POST http://localhost/api/broker/session HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
          "GET /api/signals HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
          "POST /nothing HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");

  @Test
  void noWorkerReadsABodyInWhateverWayItIsSent() throws Exception {
    List<RawHttp> clients = new ArrayList<>();
    try {
      for (String slow : SLOW_BODIES) {
        RawHttp client = new RawHttp(RestAssured.port);
        clients.add(client);
        client.send(
            slow.replaceFirst("\r\n", "\r\nHost: localhost\r\nContent-Type: application/json\r\n"));
      }
      List<String> others = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        int status = clients.get(i).answer().status();
        if (status != 408) {
          others.add("%s: %s".formatted(status, SLOW_BODIES.get(i)));
        }
      }
      assertThat(others).isEmpty();
    } finally {
      for (RawHttp client : clients) {
        client.close();
      }
    }
  }

  @Test
  void doesNotSpeakHttp2() throws Exception {
    try (RawHttp client = new RawHttp(RestAssured.port)) {
      client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void answersProbesWhileAllWorkersAreTaken(String method) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try {
      for (int i = 0; i < 300; i++) {
        ExecutorRecorder.getCurrent().execute(() -> awaited(end));
      }
      for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
        assertThat(send(method, path, "", "Accept: */*").status()).as(path).isEqualTo(200);
      }
    } finally {
      end.countDown();
    }
  }

  private static void awaited(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closesAConnectionWhoseHeadersDoNotEnd() throws Exception {
    try (RawHttp client = new RawHttp(RestAssured.port)) {
      client.send("GET /api/signals HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      assertThat(client.answer().status()).isEqualTo(0);
    }
  }

  @Test
  void closesAConnectionWhoseAnswerIsNotRead() throws Exception {
    // given an answer that is longer than what the system keeps for the client
    rows.signals(3_000);
    try (RawHttp client = RawHttp.withSmallBuffer(RestAssured.port)) {
      client.send(
          "GET /api/signals?limit=3000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      // when twice the time has passed that a client may take
      for (int i = 0; i < 2; i++) {
        try (RawHttp slow = new RawHttp(RestAssured.port)) {
          slow.send(SLOW_BODIES.getLast().replaceFirst("\r\n", "\r\nHost: localhost\r\n"));
          assertThat(slow.answer().status()).isEqualTo(408);
        }
      }

      // then
      RawHttp.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void answersAProbeThoughIdleClientsHaveTakenAllConnections() throws Exception {
    List<RawHttp> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        idle.add(new RawHttp(RestAssured.port));
      }
      assertThat(send("GET", "/q/health/live", "", "Accept: */*").status()).isEqualTo(200);
      assertThat(idle.getFirst().answer().status()).isEqualTo(0);
    } finally {
      for (RawHttp client : idle) {
        client.close();
      }
    }
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    RawHttp.Answer tooLong =
        send("POST", "/api/broker/session", " ".repeat(65_537), "Content-Type: application/json");
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(JsonPath.from(tooLong.body()).getString("detail"))
        .isEqualTo("the body is longer than 65536 bytes");
  }

  private static List<String> requestMetrics(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .toList();
  }

  /** The paths of the resources that are read, with a value for each part that is variable. */
  private List<String> gets() {
    return Endpoints.of(Repository.text("docs/api.md"), "Both services", headingInTheDocs())
        .stream()
        .filter(endpoint -> endpoint.startsWith("get "))
        .map(endpoint -> endpoint.substring("get ".length()))
        .map(path -> path.replace("{symbol}", "TCS").replace("{date}", "2026-06-10"))
        .toList();
  }

  private static RawHttp.Answer send(String method, String path, String body, String header)
      throws IOException {
    return RawHttp.exchange(RestAssured.port, method, path, body, header);
  }

  @Test
  void isAliveAndReadyAndSaysWhy() {
    given()
        .get("/q/health/live")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("slot worker"));
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body(
            "checks.find { it.name == 'trading calendar' }.data.known_through",
            equalTo("2026-12-31"))
        .body("checks.find { it.name == 'slots' }.status", equalTo("UP"))
        .body("checks.name", hasItem(containsString("connection")));
  }

  @Test
  void tellsPrometheusWhatItMeasures() {
    given().get("/api/signals").then().statusCode(200);

    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

    assertThat(metrics)
        .contains("http_server_requests_seconds_count{")
        .contains("uri=\"/api/signals\"");
  }

  @Test
  void describesEveryEndpointThatTheDocsNameAndNoOther() {
    // given
    JsonPath document =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();
    Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");

    // then
    assertThat(
            paths.entrySet().stream()
                .filter(path -> path.getKey().startsWith("/api"))
                .flatMap(
                    path ->
                        path.getValue().keySet().stream()
                            .map(method -> method + " " + path.getKey())))
        .containsExactlyInAnyOrderElementsOf(
            Endpoints.of(Repository.text("docs/api.md"), "Both services", headingInTheDocs()));
    paths.forEach(
        (path, methods) ->
            methods.forEach(
                (method, operation) ->
                    assertThat(operation.get("summary"))
                        .as(method + " " + path)
                        .asString()
                        .hasSizeGreaterThan(10)));
  }

  @Test
  void describesTheNamesThatTheJsonHas() {
    JsonPath document =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();

    assertThat(document.getMap("components.schemas.InForce.properties"))
        .containsOnlyKeys(
            "known_from", "known_through", "overrides", "source", "sessions_without_hours");
    assertThat(document.getMap("components.schemas.StoredSignal.properties"))
        .containsKeys("bar_time", "stop_loss", "detected_at");
  }

  @Test
  void answersAnUnknownPathWithAProblem() {
    given()
        .get("/api/nothing")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("title", equalTo("Not Found"));
  }
}
