package dev.baton.optimized.comparison;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.runtime.test.OverridesFile;
import dev.baton.runtime.test.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OverridesFile.class, restrictToAnnotatedClass = true)
@TestProfile(SwitchedOff.class)
class ScanOnDemandTest {

  private static final String SCAN = "/api/scheduler/test/unified-scan?categories=";
  private static final int DAY_AND_SHORT_SYMBOLS = 16;
  private static final int DAY_AND_SHORT_LOOKUPS = 10 * 2 + 10;
  private static final int DAY_AND_SHORT_SERIES = 16 + 10;

  @Inject SeededCandles broker;
  @Inject FixedSlotClock clock;

  @BeforeEach
  void begin() {
    broker.reset();
    given().post("/api/scheduler/cache/clear").then().statusCode(200);
  }

  @Test
  void scansTheCategoriesFromOneSnapshot() {
    given()
        .post(SCAN + "day_trading,short_selling")
        .then()
        .statusCode(200)
        .body("success", equalTo(true))
        .body("categories", contains("day_trading", "short_selling"))
        .body("execution_time_seconds", greaterThan(0.0f))
        .body(
            "cache_stats.keySet()",
            containsInAnyOrder("total_cached_symbols", "valid_cache_entries", "symbols"))
        .body("cache_stats.total_cached_symbols", equalTo(DAY_AND_SHORT_SYMBOLS))
        .body("cache_stats.valid_cache_entries", equalTo(DAY_AND_SHORT_SYMBOLS))
        .body("cache_stats.symbols", hasSize(DAY_AND_SHORT_SYMBOLS))
        .body("calls", equalTo(DAY_AND_SHORT_SERIES))
        .body("outcomes", equalTo(java.util.Map.of("evaluated", 20)))
        .body("timestamp", equalTo("2026-06-10T11:02:00+05:30"));
  }

  @Test
  void countsHitsAndMisses() {
    // given
    JsonPath before = stats();

    // when
    given()
        .post(SCAN + "day_trading,short_selling")
        .then()
        .body("calls", equalTo(DAY_AND_SHORT_SERIES));
    given().post(SCAN + "short_selling,day_trading").then().body("calls", equalTo(0));

    // then
    JsonPath after = stats();
    assertThat(after.getInt("counts.lookups") - before.getInt("counts.lookups"))
        .isEqualTo(2 * DAY_AND_SHORT_LOOKUPS);
    assertThat(after.getInt("counts.misses") - before.getInt("counts.misses"))
        .isEqualTo(DAY_AND_SHORT_SERIES);
    assertThat(after.getInt("counts.hits"))
        .isEqualTo(after.getInt("counts.lookups") - after.getInt("counts.misses"));
    assertThat(after.getDouble("counts.hit_rate"))
        .isEqualTo(
            (double) after.getInt("counts.hits") / after.getInt("counts.lookups"),
            org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void asksForNoBarBeforeTheSlotsDo() {
    try {
      // given a bar that closed at 11:00, which slots ask for two seconds later
      clock.set(MarketTime.instant(LocalDate.of(2026, 6, 10), LocalTime.of(11, 0, 1)));
      given().post(SCAN + "day_trading").then().body("calls", equalTo(2 * 10));
      // when
      clock.set(MarketTime.instant(LocalDate.of(2026, 6, 10), LocalTime.of(11, 0, 2)));
      // then
      given().post(SCAN + "day_trading").then().body("calls", equalTo(10));
    } finally {
      clock.set(FixedSlotClock.NOW);
    }
  }

  @Test
  void showsWhatIsCachedAndClearsIt() {
    // given
    given().post(SCAN + "day_trading,long_term").then().statusCode(200);

    // when, then
    given()
        .get("/api/scheduler/cache/stats")
        .then()
        .statusCode(200)
        .body("keySet()", containsInAnyOrder("summary", "counts", "cache_details", "timestamp"))
        .body("summary.total_cached_symbols", equalTo(22))
        .body("summary.valid_cache_entries", equalTo(22))
        .body("cache_details", hasSize(22))
        .body("cache_details.is_valid", everyItem(equalTo(true)))
        .body(
            "cache_details[0].keySet()",
            containsInAnyOrder(
                "symbol",
                "is_valid",
                "last_updated",
                "candle_count",
                "minute_candle_count",
                "has_hourly_data",
                "has_minute_data"))
        .body("cache_details.find { it.symbol == 'TCS' }.has_minute_data", equalTo(true))
        .body(
            "cache_details.find { it.symbol == 'TCS' }.minute_candle_count", equalTo(75 + 75 + 21))
        .body("cache_details.find { it.symbol == 'NTPC' }.has_minute_data", equalTo(false))
        .body("cache_details.find { it.symbol == 'NTPC' }.candle_count", greaterThan(150))
        .body(
            "cache_details.find { it.symbol == 'NTPC' }.last_updated",
            equalTo("2026-06-10T11:02:00+05:30"));
    given()
        .post("/api/scheduler/cache/clear")
        .then()
        .statusCode(200)
        .body("keySet()", containsInAnyOrder("success", "symbols_cleared", "timestamp"))
        .body("success", equalTo(true))
        .body("symbols_cleared", equalTo(22));
    given()
        .get("/api/scheduler/cache/stats")
        .then()
        .body("summary.symbols", empty())
        .body("cache_details", empty());
  }

  @Test
  void losesOnlyTheSymbolThatFails() {
    broker.fail(Symbol.of("TCS"));

    given()
        .post(SCAN + "day_trading,short_selling")
        .then()
        .statusCode(200)
        .body("success", equalTo(false))
        .body("outcomes", equalTo(java.util.Map.of("evaluated", 18, "failed", 2)))
        .body("cache_stats.total_cached_symbols", equalTo(DAY_AND_SHORT_SYMBOLS - 1));
  }

  @Test
  void refusesAnUnknownCategoryAndListsTheValidOnes() {
    given()
        .post(SCAN + "day_trading,swing")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(
            "detail",
            equalTo(
                "unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term"));
  }

  @Test
  void refusesASecondScanWhileOneRuns() throws Exception {
    // given
    SeededCandles.Gate gate = broker.holdBack();
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> given().post(SCAN + "short_term").statusCode());
    assertThat(gate.reached().await(20, TimeUnit.SECONDS)).isTrue();

    // when
    try {
      given()
          .post(SCAN + "short_term")
          .then()
          .statusCode(409)
          .contentType("application/problem+json")
          .body("detail", equalTo("a scan on demand is running; ask again when it has ended"));
    } finally {
      gate.open().countDown();
    }

    // then
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    given().post(SCAN + "short_term").then().statusCode(200).body("success", equalTo(true));
  }

  private static JsonPath stats() {
    return given().get("/api/scheduler/cache/stats").then().statusCode(200).extract().jsonPath();
  }
}
