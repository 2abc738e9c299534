package dev.baton.simulator.broker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over the synthetic market at full speed. The clock is frozen at 10:02 of a session. */
@QuarkusTest
@TestProfile(BrokerHttpTest.Frozen.class)
public class BrokerHttpTest {

  public static class Frozen implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Account.settings(
          Map.of(
              "simulator.speed", "max",
              "simulator.date", "2026-07-15",
              "simulator.start-time", "10:02"));
    }
  }

  private static final String HISTORY = "/v1/marketdata/historicaldata";

  private String token;

  @BeforeEach
  void logIn() throws Exception {
    token = Account.afresh();
  }

  @Test
  void aLoginTakesTheChecksumOfAnAuthCodeThatWasNotUsed() throws Exception {
    String code = Account.authCode();
    assertThat(code).startsWith("SIM20260715");
    Account.session(Account.checkSum(code))
        .body("status", equalTo("Ok"))
        .body("userSession", instanceOf(String.class));
    Account.session(Account.checkSum(code)).statusCode(200).body("status", equalTo("Not_Ok"));
    Account.session(Account.checkSum("made-up")).body("status", equalTo("Not_Ok"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("auth_code", "made-up"))
        .post("/sim/session")
        .then()
        .statusCode(200);
    Account.session(Account.checkSum("made-up")).body("status", equalTo("Ok"));
  }

  @Test
  void aSecondLoginEndsTheFirstSession() throws Exception {
    String second = Account.login();
    profile(token).statusCode(401).body("status", equalTo("Not_Ok"));
    profile(second).statusCode(200).body("result.clientId", equalTo("LAB1"));
    profile("").statusCode(401);
  }

  @Test
  void theContractFileNamesEverySymbol() {
    given()
        .get("/v1/contractfiles/NSEEQ.json")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(
            "findAll { it.tradingSymbol.endsWith('-EQ') && it.instrumentType == 'EQUITY' }",
            hasSize(28))
        .body("find { it.tradingSymbol == 'RELIANCE-EQ' }.instrumentId", equalTo("2885"));
    String csv =
        given().get("/v1/contractfiles/NSEEQ.csv").then().statusCode(200).extract().asString();
    assertThat(csv)
        .startsWith("Exchange,Underlying Instrument Symbol,Instrument ID")
        .contains("NSEEQ,RELIANCE,2885,EQUITY,XX,0,RELIANCE,RELIANCE-EQ,,1,0.05\n");
    given().get("/v1/contractfiles/NOPE.json").then().statusCode(404);
  }

  @Test
  void fiveMinuteBarsEndWithTheFormingOne() {
    history("5 minutes", "14-Jul-2026", "15-Jul-2026")
        .body("status", equalTo("Ok"))
        .body("result[0].candles", hasSize(75 + 10))
        .body("result[0].candles[0][0]", equalTo("2026-07-14T09:15:00"))
        .body("result[0].candles[84][0]", equalTo("2026-07-15T10:00:00"))
        .body("result[0].candles[84][5]", greaterThan(0));
  }

  @Test
  void todaysDailyBarShowsWhileItForms() {
    Response days = call("1 day", "01-Jul-2026", "15-Jul-2026");
    days.then()
        .body("result[0].candles", hasSize(11))
        .body("result[0].candles[10][0]", equalTo("2026-07-15T09:15:00"));
    float close = days.path("result[0].candles[10][4]");
    float lastClose =
        call("5 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[84][4]");
    assertThat(close).isEqualTo(lastClose);
  }

  @Test
  void higherIntervalsAreMadeOfFiveMinuteBars() {
    history("60 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(7 + 1));
    history("10 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(38 + 5));
    history("weekly", "01-Jul-2026", "15-Jul-2026")
        .body(
            "result[0].candles.collect { it[0] }",
            equalTo(List.of("2026-07-06T09:15:00", "2026-07-13T09:15:00")));
    history("monthly", "01-May-2026", "15-Jul-2026").body("result[0].candles", hasSize(3));
    history("1 minute", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", empty());
  }

  @Test
  void aWrongRequestIsRefusedInsideAnOkEnvelope() {
    ec("EC801", "", "14-Jul-2026", "15-Jul-2026");
    ec("EC802", "2 minutes", "14-Jul-2026", "15-Jul-2026");
    ec("EC803", "1 day", "", "15-Jul-2026");
    ec("EC804", "1 day", "2026-07-14", "15-Jul-2026");
    ec("EC805", "1 day", "14-Jul-2026", "");
    ec("EC806", "1 day", "14-Jul-2026", "31-Jun-2026");
    ec("EC807", "1 day", "15-Jul-2026", "14-Jul-2026");
    ec("EC809", "5 minutes", "14-Apr-2026", "15-Jul-2026");
    ec("EC810", "5 minutes", "15-Jul-2026", "15-Jul-2026");
    ecOf("EC808", Map.of("exchange", "NSEEQ", "instrumentId", "-1"));
    ecOf("EC900", Map.of("exchange", "NSEEQ"));
    ecOf("EC901", Map.of("exchange", "INDICES", "instrumentId", "2885"));
    ecOf("EC946", Map.of("exchange", "NSEEQ", "instrumentId", "RELIANCE"));
    ecOf("EC947", Map.of("exchange", "NSEEQ", "instrumentId", "4"));
  }

  @Test
  void quotesShowTheDaySoFar() {
    Response quotes =
        given()
            .header("Authorization", "Bearer " + token)
            .contentType(ContentType.JSON)
            .body(
                "[{\"exchange\":\"NSEEQ\",\"instrumentId\":\"2885\"},{\"exchange\":\"NSEEQ\",\"instrumentId\":\"4\"}]")
            .post("/v1/marketdata/marketquotes");
    quotes
        .then()
        .statusCode(200)
        .body("result[0].instrumentId", equalTo(2885))
        .body("result[0].tickTimestamp", equalTo("15-Jul-2026 10:02:00"))
        .body("result[1].status", equalTo("EC947"));
    float previous = quotes.path("result[0].close");
    float yesterday = call("1 day", "01-Jul-2026", "14-Jul-2026").path("result[0].candles[9][4]");
    assertThat(previous).isEqualTo(yesterday);
  }

  @Test
  void faultsHitOnlyTheirClient() {
    fault(Map.of("kind", "http_500", "client", "legacy", "times", 1));
    given()
        .header("X-Baton-Client", "optimized")
        .header("Authorization", "Bearer " + token)
        .get("/v1/profile")
        .then()
        .statusCode(200);
    given()
        .header("X-Baton-Client", "legacy")
        .header("Authorization", "Bearer " + token)
        .get("/v1/profile")
        .then()
        .statusCode(500);
    given()
        .header("X-Baton-Client", "legacy")
        .header("Authorization", "Bearer " + token)
        .get("/v1/profile")
        .then()
        .statusCode(200);
    given().get("/sim/faults").then().body("[0].hits", equalTo(1)).body("[0].over", equalTo(true));
  }

  @Test
  void aFaultLastsFromOneMarketTimeToAnother() {
    // given: it is 10:02
    fault(Map.of("kind", "http_500", "from", "2026-07-15T10:03:00+05:30"));
    fault(Map.of("kind", "http_500", "until", "2026-07-15T10:02:00+05:30"));
    profile(token).statusCode(200);

    // when
    fault(
        Map.of(
            "kind",
            "http_500",
            "from",
            "2026-07-15T10:02:00+05:30",
            "until",
            "2026-07-15T10:03:00+05:30"));

    // then
    profile(token).statusCode(500);
    given().get("/sim/faults").then().body("[2].from", equalTo("2026-07-15T10:02:00+05:30"));
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "kind",
                "http_500",
                "from",
                "2026-07-15T10:03:00+05:30",
                "until",
                "2026-07-15T10:03:00+05:30"))
        .post("/sim/faults")
        .then()
        .statusCode(400);
  }

  @Test
  void everyAnswerFaultLooksLikeTheRealAnswer() {
    fault(Map.of("kind", "too_many_requests", "retry_after_s", 3, "times", 1));
    profile(token).statusCode(429).header("Retry-After", "3");
    fault(Map.of("kind", "expired_token", "times", 1));
    profile(token).statusCode(401);
    fault(Map.of("kind", "nested_ec", "code", "EC003", "times", 1));
    history("1 day", "14-Jul-2026", "15-Jul-2026")
        .body("status", equalTo("Ok"))
        .body("result[0].status", equalTo("EC003"));
    fault(Map.of("kind", "not_ok", "code", "EC004", "times", 1));
    history("1 day", "14-Jul-2026", "15-Jul-2026").body("status", equalTo("Not_Ok"));
    fault(Map.of("kind", "truncated_json", "times", 1));
    assertThat(call("1 day", "01-Jul-2026", "15-Jul-2026").asString())
        .startsWith("{\"status\"")
        .doesNotEndWith("}");
    fault(Map.of("kind", "slow_body", "delay_ms", 40, "times", 1));
    history("1 day", "01-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(11));
  }

  @Test
  void aTimeOutClosesTheConnectionWithoutAnAnswer() {
    // No limit of times: an HTTP client may repeat a call by itself when its connection is closed.
    fault(Map.of("kind", "time_out", "seconds", 1));
    assertThatThrownBy(() -> call("1 day", "14-Jul-2026", "15-Jul-2026"))
        .isInstanceOf(org.apache.http.NoHttpResponseException.class);
    given().get("/sim/faults").then().body("[0].hits", greaterThan(0));
    given().delete("/sim/faults").then().statusCode(204);
    profile(token).statusCode(200);
  }

  @Test
  void barFaultsChangeOnlyTheirBar() {
    String bar = "2026-07-15T09:55:00+05:30";
    fault(Map.of("kind", "missing_bar", "bar_time", bar, "symbol", "RELIANCE", "times", 1));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(84));
    fault(Map.of("kind", "late_bar", "bar_time", bar, "minutes", 3, "times", 1));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(84));
    fault(Map.of("kind", "late_bar", "bar_time", bar, "minutes", 2, "times", 1));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(85));
    given().delete("/sim/faults");
    float before = call("5 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[83][4]");
    fault(Map.of("kind", "revised_bar", "bar_time", bar, "factor", 2.0, "times", 1));
    float after = call("5 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[83][4]");
    assertThat(after / before).isBetween(1.9999f, 2.0001f);
    fault(Map.of("kind", "duplicate_last_bar", "times", 1));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026")
        .body("result[0].candles", hasSize(86))
        .body("result[0].candles[85][0]", equalTo("2026-07-15T10:00:00"));
    fault(Map.of("kind", "empty_history", "times", 1));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", empty());
    fault(Map.of("kind", "candles_as_string", "times", 1));
    history("1 day", "14-Jul-2026", "15-Jul-2026")
        .body("result[0].candles", instanceOf(String.class));
  }

  @Test
  void aFaultOfAFiveMinuteBarShowsInTheLongerBarsThatAreMadeOfIt() {
    // given
    int hour = volume("60 minutes", 7);
    int today = volume("1 day", 1);
    int lost = volume("5 minutes", 83);

    // when
    fault(
        Map.of(
            "kind", "missing_bar", "bar_time", "2026-07-15T09:55:00+05:30", "symbol", "RELIANCE"));

    // then
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(84));
    assertThat(volume("60 minutes", 7)).isEqualTo(hour - lost);
    assertThat(volume("1 day", 1)).isEqualTo(today - lost);
    given().get("/sim/faults").then().body("[0].hits", equalTo(3));
  }

  @Test
  void aFaultOfAFiveMinuteBarDoesNotShowInTheOfficialDay() {
    // given
    Response day = call("1 day", "14-Jul-2026", "15-Jul-2026");
    fault(Map.of("kind", "revised_bar", "bar_time", "2026-07-14T10:00:00+05:30", "factor", 2.0));

    // when
    float hourly = call("60 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[0][2]");
    float fiveMinutes =
        call("5 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[9][2]");

    // then
    assertThat(hourly).isEqualTo(fiveMinutes);
    assertThat(call("1 day", "14-Jul-2026", "15-Jul-2026").asString()).isEqualTo(day.asString());
    given().get("/sim/faults").then().body("[0].hits", equalTo(2));
  }

  @Test
  void aBarFaultOfOneIntervalDoesNotShowInAnother() {
    Response hours = call("60 minutes", "14-Jul-2026", "15-Jul-2026");
    fault(
        Map.of(
            "kind",
            "missing_bar",
            "bar_time",
            "2026-07-15T09:55:00+05:30",
            "interval",
            "5 minutes"));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(84));
    assertThat(call("60 minutes", "14-Jul-2026", "15-Jul-2026").asString())
        .isEqualTo(hours.asString());
    fault(
        Map.of(
            "kind",
            "missing_bar",
            "bar_time",
            "2026-07-14T10:15:00+05:30",
            "interval",
            "60 minutes"));
    history("60 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(7));
    fault(Map.of("kind", "missing_bar", "bar_time", "2026-07-14T00:00:00+05:30"));
    history("1 day", "14-Jul-2026", "15-Jul-2026").body("result[0].candles", hasSize(1));
  }

  @Test
  void aMalformedBarIsOneRowThatIsNoCandle() {
    // given
    List<Object> good =
        call("5 minutes", "14-Jul-2026", "15-Jul-2026").path("result[0].candles[83]");

    // when / then
    float high = malformed("high_below_low").path("result[0].candles[83][2]");
    float low = malformed("high_below_low").path("result[0].candles[83][3]");
    assertThat(high).isLessThan(low);
    malformed("text_price").then().body("result[0].candles[83][4]", equalTo("n/a"));
    malformed("null_price").then().body("result[0].candles[83][4]", nullValue());
    malformed("negative_volume").then().body("result[0].candles[83][5]", lessThan(0));
    malformed("short_row").then().body("result[0].candles[83]", equalTo(good.subList(0, 5)));
    history("5 minutes", "14-Jul-2026", "15-Jul-2026").body("result[0].candles[83]", equalTo(good));
  }

  private Response malformed(String how) {
    fault(
        Map.of(
            "kind",
            "malformed_bar",
            "malformation",
            how,
            "bar_time",
            "2026-07-15T09:55:00+05:30",
            "symbol",
            "RELIANCE",
            "times",
            1));
    Response answer = call("5 minutes", "14-Jul-2026", "15-Jul-2026");
    answer
        .then()
        .statusCode(200)
        .body("status", equalTo("Ok"))
        .body("result[0].candles", hasSize(85))
        .body("result[0].candles[83][0]", equalTo("2026-07-15T09:55:00"));
    return answer;
  }

  private int volume(String interval, int bar) {
    return call(interval, "14-Jul-2026", "15-Jul-2026").path("result[0].candles[" + bar + "][5]");
  }

  @Test
  void everyInstrumentOfTheFileHasCandlesAndADecoyHasOthersThanTheStock() {
    // given
    Response file = given().get("/v1/contractfiles/NSEEQ.json");
    List<String> ids = file.path("instrumentId");
    assertThat(ids).hasSize(3 + 2 * 26).doesNotHaveDuplicates();

    // when
    Set<List<Object>> rows = new HashSet<>();
    for (String id : ids) {
      Response history =
          post(
              Map.of(
                  "exchange",
                  "NSEEQ",
                  "instrumentId",
                  id,
                  "interval",
                  "1 day",
                  "fromDate",
                  "14-Jul-2026",
                  "toDate",
                  "15-Jul-2026"));
      history.then().statusCode(200).body("result[0].candles", hasSize(2));
      rows.add(history.path("result[0].candles[0]"));
    }

    // then
    assertThat(rows).hasSameSizeAs(ids);
    given()
        .get("/sim/calls")
        .then()
        .body("groups.symbol", hasItem("ITCHOTELS"))
        .body("groups.symbol", hasItem("RELIANCE-BL"));
  }

  @Test
  void aDecoyHasItsOwnQuoteWithTheCloseOfItsOwnDays() {
    Response quotes =
        given()
            .header("Authorization", "Bearer " + token)
            .contentType(ContentType.JSON)
            .body(
                "[{\"exchange\":\"NSEEQ\",\"instrumentId\":\"29251\"},{\"exchange\":\"NSEEQ\",\"instrumentId\":\"1660\"}]")
            .post("/v1/marketdata/marketquotes");
    Response days =
        post(
            Map.of(
                "exchange",
                "NSEEQ",
                "instrumentId",
                "29251",
                "interval",
                "1 day",
                "fromDate",
                "13-Jul-2026",
                "toDate",
                "14-Jul-2026"));
    quotes.then().body("result[0].instrumentId", equalTo(29251));
    assertThat((Object) quotes.path("result[0].close"))
        .isEqualTo(days.path("result[0].candles[1][4]"));
    assertThat((Object) quotes.path("result[0].close"))
        .isNotEqualTo(quotes.path("result[1].close"));
  }

  @Test
  void aFaultOfMarketTimeIsRefusedAtFullSpeed() {
    refusedFault(
        Map.of("kind", "latency", "latency_ms", 100),
        "latency is market time and does nothing at full speed");
    refusedFault(
        Map.of("kind", "rate_limit", "per_second", 2),
        "rate_limit is market time and does nothing at full speed");
  }

  @Test
  void aWrongFaultIsRefusedAndNamed() {
    refusedFault(Map.of("kind", "malformed_bar"), "needs bar_time");
    refusedFault(
        Map.of("kind", "malformed_bar", "malformation", "odd"), "unknown malformation 'odd'");
    refusedFault(Map.of("kind", "latency"), "latency needs latency_ms");
    refusedFault(Map.of("kind", "rate_limit"), "rate_limit needs per_second");
    refusedFault(Map.of("kind", "rate_limit", "per_second", 0), "per_second 0 is out of range");
    refusedFault(Map.of("kind", "http_500", "interval", "5m"), "unknown interval '5m'");
    refusedFault(Map.of("kind", "nope"), "unknown fault kind 'nope'");
    refusedFault(Map.of("kind", "missing_bar"), "needs bar_time");
    refusedFault(Map.of("kind", "http_500", "probability", 2), "probability 2.0 is out of range");
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("kind", "http_500", "tmies", 1))
        .post("/sim/faults")
        .then()
        .statusCode(400);
  }

  @Test
  void everyCallIsRecordedWithTheCallersOwnId() {
    given()
        .header("X-Baton-Client", "legacy")
        .header("X-Baton-Call", "77")
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "exchange",
                "NSEEQ",
                "instrumentId",
                "2885",
                "interval",
                "1 day",
                "fromDate",
                "14-Jul-2026",
                "toDate",
                "15-Jul-2026"))
        .post(HISTORY)
        .then()
        .statusCode(200);
    given()
        .get("/sim/calls?date=2026-07-15")
        .then()
        .body("by_client.legacy", equalTo(1))
        .body("groups.find { it.client == 'legacy' }.calls", equalTo(1))
        .body("groups.find { it.client == 'legacy' }.symbol", equalTo("RELIANCE"))
        .body("groups.find { it.client == 'legacy' }.interval", equalTo("1 day"))
        .body("dates", hasItem("2026-07-15"));
    given().get("/sim/calls?date=2026-07-16").then().body("total", equalTo(0));
    given()
        .get("/sim/calls/log")
        .then()
        .body("calls.find { it.client == 'legacy' }.call", equalTo("77"))
        .body("calls.find { it.client == 'legacy' }.outcome", equalTo("ok"))
        .body("calls.id", everyItem(greaterThan(0)));
    given().get("/sim/calls?date=nope").then().statusCode(400);
  }

  @Test
  void itIsReadyAndShowsItsClock() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given()
        .get("/sim/clock")
        .then()
        .statusCode(200)
        .body("now", equalTo("2026-07-15T10:02:00+05:30"))
        .body("state", equalTo("frozen"))
        .body("speed", equalTo("max"))
        .body("participants", empty())
        .body("ticker_seconds", equalTo(5.0f));
    given()
        .contentType(ContentType.JSON)
        .body("{\"wake_at\":\"soon\"}")
        .put("/sim/clock/participants/x")
        .then()
        .statusCode(400);
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .put("/sim/clock/participants/x?wait_ms=-1")
        .then()
        .statusCode(400);
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "next_slot",
                "2026-07-15T10:05:00+05:30",
                "wake_at",
                "2026-07-15T10:05:02+05:30",
                "hold_at",
                "2026-07-15T10:10:00+05:30"))
        .put("/sim/clock/participants/lab?wait_ms=1")
        .then()
        .statusCode(200)
        .body("state", equalTo("frozen"));
    given()
        .get("/sim/clock")
        .then()
        .body("participants[0].name", equalTo("lab"))
        .body("participants[0].wake_at", equalTo("2026-07-15T10:05:02+05:30"))
        .body("participants[0].last_seen_ms_ago", lessThan(20_000));
    given()
        .delete("/sim/clock/participants/lab")
        .then()
        .statusCode(200)
        .body("participants", empty());
  }

  private static ValidatableResponse profile(String token) {
    return given().header("Authorization", "Bearer " + token).get("/v1/profile").then();
  }

  private ValidatableResponse history(String interval, String from, String to) {
    return call(interval, from, to).then().statusCode(200);
  }

  private Response call(String interval, String from, String to) {
    return post(
        Map.of(
            "exchange",
            "NSEEQ",
            "instrumentId",
            "2885",
            "interval",
            interval,
            "fromDate",
            from,
            "toDate",
            to));
  }

  private Response post(Map<String, String> body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(body)
        .post(HISTORY);
  }

  private void ec(String code, String interval, String from, String to) {
    history(interval, from, to)
        .body("status", equalTo("Ok"))
        .body("result[0].status", equalTo(code));
  }

  private void ecOf(String code, Map<String, String> body) {
    post(body).then().statusCode(200).body("result[0].status", equalTo(code));
  }

  private static void fault(Map<String, Object> fault) {
    given().contentType(ContentType.JSON).body(fault).post("/sim/faults").then().statusCode(200);
  }

  private static void refusedFault(Map<String, Object> fault, String detail) {
    given()
        .contentType(ContentType.JSON)
        .body(fault)
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", org.hamcrest.Matchers.containsString(detail));
  }
}
