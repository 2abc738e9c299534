package dev.baton.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker client against every fault of the simulated broker, through the packaged service. */
class BrokerWireIT {

  private static final int SYMBOLS = 10;

  @TempDir static Path home;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    wire = new Wire(home, Map.of("BATON_BROKER_CALL_TIMEOUT", "1s"));
  }

  @AfterAll
  static void stop() throws Exception {
    wire.close();
  }

  @BeforeEach
  void reset() throws Exception {
    wire.reset();
    logInIfNeeded();
    awaitAllEvaluated();
    wire.reset();
  }

  private static void logInIfNeeded() throws Exception {
    if (!wire.get("/api/broker/session").body().path("state").asText().equals("valid")) {
      assertThat(wire.login().status()).isEqualTo(200);
    }
  }

  /**
   * Scans until every symbol is evaluated: then a session that a lost login ended is known to be dead.
   */
  private static void awaitAllEvaluated() throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (wire.scan("short_selling").path("outcomes").path("evaluated").asInt() < SYMBOLS) {
      assertThat(System.nanoTime() - deadline)
          .describedAs("every symbol is evaluated")
          .isNegative();
      logInIfNeeded();
    }
  }

  /** A symbol whose calls fail does not affect the other nine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http_500          | EC003 | 3 | failed unavailable 500",
        "too_many_requests | EC003 | 3 | failed rate_limited 429",
        "not_ok            | EC003 | 3 | failed unavailable 200",
        "nested_ec         | EC003 | 3 | failed unavailable 200",
        "nested_ec         | EC947 | 1 | failed rejected 200",
        "truncated_json    | EC003 | 3 | failed malformed 200",
        "slow_body         | EC003 | 3 | failed timed_out",
        "time_out          | EC003 | 3 | failed timed_out",
      })
  void repeatsAFaultOfOneSymbolOnlyWhereThatMayHelp(
      String kind, String code, int attempts, String entry) throws Exception {
    // given
    wire.fault(Map.of("kind", kind, "symbol", "ADANIENT", "code", code, "delay_ms", 3000));

    // when
    JsonNode scan = wire.scan("short_selling");

    // then
    assertThat(wire.attempts("ADANIENT")).hasSize(attempts).containsOnly(entry);
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS - 1);
    assertThat(scan.path("success").asBoolean()).isFalse();
    assertThatTheLedgerIsTheSimulatorsCount();
  }

  @ParameterizedTest
  @CsvSource({"http_500", "too_many_requests", "truncated_json", "not_ok", "time_out"})
  void aFaultThatPassesLosesNoResult(String kind) throws Exception {
    wire.fault(Map.of("kind", kind, "symbol", "ADANIENT", "times", 2));
    JsonNode scan = wire.scan("short_selling");
    assertThat(wire.attempts("ADANIENT")).hasSize(3).endsWith("ok ok 200");
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS);
    assertThatTheLedgerIsTheSimulatorsCount();
  }

  @Test
  void candlesInAStringAreReadLikeCandlesInAnArray() throws Exception {
    wire.fault(Map.of("kind", "candles_as_string"));
    JsonNode scan = wire.scan("short_selling");
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS);
    assertThat(wire.attempts("ADANIENT")).containsExactly("ok ok 200");
  }

  @Test
  void aLastBarThatIsThereTwiceIsOneCandle() throws Exception {
    wire.fault(Map.of("kind", "duplicate_last_bar", "symbol", "ADANIENT"));
    JsonNode scan = wire.scan("short_selling");
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS);
    assertThat(wire.attempts("ADANIENT")).containsExactly("ok ok 200");
    String candles = "select min(candles)::text from broker_call where symbol ";
    assertThat(wire.value(candles + "= 'ADANIENT'"))
        .isEqualTo(wire.value(candles + "<> 'ADANIENT'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"high_below_low", "text_price", "null_price", "negative_volume", "short_row"})
  void aWindowWithARowThatIsNoCandleIsIncompleteAndTheRowCounted(String malformation)
      throws Exception {
    wire.fault(
        Map.of(
            "kind", "malformed_bar",
            "malformation", malformation,
            "symbol", "ADANIENT",
            "bar_time", "2026-07-10T00:00:00+05:30"));
    JsonNode scan = wire.scan("short_selling");
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS - 1);
    assertThat(scan.path("outcomes").path("incomplete").asInt()).isEqualTo(1);
    assertThat(wire.attempts("ADANIENT")).containsExactly("ok ok 200");
    String rejected = "select sum(rejected_candles)::text from broker_call where symbol ";
    assertThat(wire.value(rejected + "= 'ADANIENT'")).isEqualTo("1");
    assertThat(wire.value(rejected + "<> 'ADANIENT'")).isEqualTo("0");
  }

  @Test
  void aHistoryWithoutACandleIsAFailureInTheLedgerAndInTheScan() throws Exception {
    wire.fault(Map.of("kind", "empty_history", "symbol", "ADANIENT"));
    JsonNode scan = wire.scan("short_selling");
    assertThat(scan.path("outcomes").path("failed").asInt()).isEqualTo(1);
    assertThat(scan.path("outcomes").has("bar_missing")).isFalse();
    assertThat(scan.path("success").asBoolean()).isFalse();
    assertThat(wire.attempts("ADANIENT")).isNotEmpty().containsOnly("failed no_data 200");
    assertThatTheLedgerIsTheSimulatorsCount();
  }

  @Test
  void noCallIsRepeatedBeforeALongRetryAfterIsOver() throws Exception {
    wire.fault(Map.of("kind", "too_many_requests", "symbol", "ADANIENT", "retry_after_s", 600));
    wire.scan("short_selling");
    assertThat(wire.attempts("ADANIENT")).containsExactly("failed rate_limited 429");
  }

  @Test
  void theSameAuthCodeTwiceIsOneLogin() throws Exception {
    // given
    String code = wire.authCode();
    assertThat(wire.post("/api/broker/session", Map.of("auth_code", code)).status()).isEqualTo(200);
    String token = wire.value("select token from broker_session");

    // when
    Wire.Answer again = wire.post("/api/broker/session", Map.of("auth_code", code));

    // then
    assertThat(again.status()).isEqualTo(200);
    assertThat(wire.value("select token from broker_session")).isEqualTo(token);
    assertThat(wire.simulator("/sim/calls").at("/by_endpoint/getusersession").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "time_out, may have succeeded",
    "truncated_json, may have succeeded",
    "http_500, may have succeeded"
  })
  void aLoginIsSentOnceAndALostAnswerIsReported(String kind, String reported) throws Exception {
    // given
    wire.fault(Map.of("kind", kind, "endpoint", "getusersession", "times", 1));

    // when
    Wire.Answer lost = wire.login();

    // then
    assertThat(lost.status()).isEqualTo(502);
    assertThat(lost.body().path("detail").asText()).contains(reported);
    assertThat(wire.simulator("/sim/calls").at("/by_endpoint/getusersession").asInt()).isEqualTo(1);
    assertThatTheLedgerIsTheSimulatorsCount();
  }

  @Test
  void theStateOfBrokerAndSessionAreGauges() throws Exception {
    assertThat(wire.metrics())
        .contains("baton_broker_state{generation=\"optimized\",state=\"connected\"} 1.0")
        .contains("baton_broker_state{generation=\"optimized\",state=\"broken\"} 0.0")
        .contains("baton_session_valid{generation=\"optimized\"} 1.0");
  }

  /** Needs a process of its own: a registry that outlives an application keeps the gauges of its cache. */
  @Test
  void theCandleCacheIsMeasured() throws Exception {
    wire.scan("short_selling");
    assertThat(wire.metrics())
        .containsPattern("cache_size\\{cache=\"candles\"\\} [1-9]")
        .containsPattern("cache_gets_total\\{cache=\"candles\",result=\"miss\"\\} [1-9]")
        .containsPattern("cache_gets_total\\{cache=\"candles\",result=\"hit\"\\}");
  }

  @Test
  void aMissingDueBarIsReportedAndNoOtherBarIsEvaluated() throws Exception {
    wire.fault(
        Map.of(
            "kind", "missing_bar", "symbol", "ADANIENT", "bar_time", "2026-07-14T00:00:00+05:30"));
    JsonNode scan = wire.scan("short_selling");
    assertThat(scan.path("outcomes").path("evaluated").asInt()).isEqualTo(SYMBOLS - 1);
    assertThat(scan.path("outcomes").path("bar_missing").asInt()).isEqualTo(1);
  }

  @Test
  void aDeadSessionIsAStateAndNotARetryLoop() throws Exception {
    // given
    wire.fault(Map.of("kind", "expired_token", "end_session", true, "times", 1));

    // when
    wire.scan("short_selling");
    int refused = wire.ledger().size();
    wire.scan("short_selling");

    // then
    assertThat(refused).isBetween(1, 5);
    assertThat(wire.ledger()).describedAs("no call without a session").hasSize(refused);
    JsonNode session = wire.get("/api/broker/session").body();
    assertThat(session.path("state").asText()).isEqualTo("login_needed");
    assertThat(session.path("reason").asText()).isNotEmpty();
    assertThat(wire.simulator("/sim/calls").at("/by_endpoint/getusersession").asInt()).isZero();

    // when: a person logs in
    assertThat(wire.login().status()).isEqualTo(200);
    assertThat(wire.scan("short_selling").path("outcomes").path("evaluated").asInt())
        .isEqualTo(SYMBOLS);
  }

  @Test
  void anAuthCodeOfAnEarlierSessionIsRefusedAndTheSessionInForceStays() throws Exception {
    // given
    String code = wire.authCode();
    assertThat(wire.post("/api/broker/session", Map.of("auth_code", code)).status()).isEqualTo(200);
    assertThat(wire.login().status()).isEqualTo(200);
    String token = wire.value("select token from broker_session");

    // when
    Wire.Answer refused = wire.post("/api/broker/session", Map.of("auth_code", code));

    // then
    assertThat(refused.status()).isBetween(400, 499);
    assertThat(refused.body().path("detail").asText()).isNotEmpty().doesNotContain(code);
    assertThat(wire.value("select token from broker_session")).isEqualTo(token);
    assertThat(wire.scan("short_selling").path("outcomes").path("evaluated").asInt())
        .isEqualTo(SYMBOLS);
  }

  @Test
  void callsAreNotRepeatedWhileEveryAnswerIsAFault() throws Exception {
    // given
    wire.fault(Map.of("kind", "http_500"));

    // when
    JsonNode during = wire.scan("short_selling");
    int made = wire.ledger().size();

    // then three attempts for each of ten symbols were not made
    assertThat(during.path("outcomes").has("evaluated")).isFalse();
    assertThat(made).isBetween(1, 25);
    assertThatTheLedgerIsTheSimulatorsCount();

    // when the broker is back
    wire.reset();
    awaitAllEvaluated();
    assertThatTheLedgerIsTheSimulatorsCount();
  }

  @Test
  void noSecretIsInALogAMetricOrAnAnswer() throws Exception {
    // given
    String code = wire.authCode();
    wire.post("/api/broker/session", Map.of("auth_code", code));
    String token = wire.value("select token from broker_session");
    assertThat(token).hasSizeGreaterThan(20);
    wire.fault(Map.of("kind", "not_ok", "symbol", "ADANIENT"));
    wire.scan("short_selling");

    // then
    List<String> shown = new ArrayList<>();
    shown.add(wire.logs());
    shown.add(wire.metrics());
    shown.add(wire.get("/api/broker/session").body().toString());
    shown.add(wire.get("/q/health").body().toString());
    assertThat(shown.getFirst()).contains("broker_session=opened");
    for (String text : shown) {
      assertThat(text).doesNotContain(token).doesNotContain(code).doesNotContain(Wire.SECRET);
    }
  }

  private static void assertThatTheLedgerIsTheSimulatorsCount() throws Exception {
    Map<String, String> counted = new HashMap<>();
    for (JsonNode call : wire.simulator("/sim/calls/log?limit=10000").path("calls")) {
      counted.put(
          call.path("call").asText(),
          (call.path("endpoint").asText() + " " + call.path("symbol").asText("")).strip());
    }
    List<String> expected =
        counted.entrySet().stream().map(call -> call.getValue() + " " + call.getKey()).toList();
    assertThat(wire.ledger().stream().map(row -> row.replace("  ", " ")).toList())
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
