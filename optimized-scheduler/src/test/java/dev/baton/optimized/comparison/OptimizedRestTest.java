package dev.baton.optimized.comparison;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.baton.runtime.rest.RuntimeRestSuite;
import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.runtime.test.OverridesFile;
import dev.baton.runtime.test.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OverridesFile.class, restrictToAnnotatedClass = true)
@TestProfile(SwitchedOff.class)
class OptimizedRestTest extends RuntimeRestSuite {

  private static final String NOW = "2026-06-10T11:02:00+05:30";

  @Inject StandingClock clock;

  @Override
  protected String headingInTheDocs() {
    return "optimized-scheduler";
  }

  @Test
  void saysThatTheLegacySchedulerIsUnreachableHoweverOftenItIsAsked() {
    for (int i = 0; i < 6; i++) {
      get("/api/scheduler/status")
          .body("keySet()", containsInAnyOrder("old_scheduler", "optimized_scheduler"))
          .body("old_scheduler.running", equalTo(false))
          .body("old_scheduler.state", equalTo("unreachable"))
          .body("old_scheduler.reason", startsWith("the legacy scheduler at http://127.0.0.1:1 "))
          .body("old_scheduler.jobs", empty())
          .body("old_scheduler.market_time", nullValue())
          .body("optimized_scheduler.state", equalTo("off"))
          .body("optimized_scheduler.market_time", equalTo(NOW))
          .body(
              "optimized_scheduler.jobs.id",
              contains("frequent_scan", "regular_scan", "daily_scan", "comprehensive_scan"))
          .body(
              "optimized_scheduler.jobs.next_run",
              contains(
                  "2026-06-10T11:05:00+05:30",
                  "2026-06-10T11:15:00+05:30",
                  "2026-06-10T16:00:00+05:30",
                  "2026-06-10T14:00:00+05:30"))
          .body("optimized_scheduler.job_count", equalTo(4));
    }
    get("/api/scheduler/status")
        .body("old_scheduler.reason", endsWith("it is asked again in a few seconds"));
  }

  @Test
  void replaysNothingWithoutAFolderAndNamesTheSetting() {
    given()
        .contentType("application/json")
        .body("{\"from\": \"2026-06-08\", \"to\": \"2026-06-12\"}")
        .post("/api/parity/replay")
        .then()
        .statusCode(409)
        .contentType(PROBLEM)
        .body(
            "detail",
            equalTo(
                "no candles to replay: set baton.parity.replay-candles to a folder of recorded ones"));
    given()
        .get("/api/parity/replay")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("detail", containsString("no replay was started"));
    given().delete("/api/parity/replay").then().statusCode(404).contentType(PROBLEM);
  }

  @Test
  void comparesTheSlotsThatBothGenerationsDid() {
    // given two pairs of day_trading, one that only legacy did, and one of another category
    rows.slot("legacy", "day_trading", "2026-06-10T10:00", 3000, 20, 0, 0, false);
    rows.slot("optimized", "day_trading", "2026-06-10T10:00", 600, 20, 10, 0, false);
    rows.slot("legacy", "day_trading", "2026-06-10T10:05", 5000, 20, 0, 1, false);
    rows.slot("optimized", "day_trading", "2026-06-10T10:05", 1000, 20, 10, 0, true);
    rows.slot("legacy", "day_trading", "2026-06-10T10:10", 99000, 20, 0, 0, false);
    rows.slot("optimized", "short_term", "2026-06-10T09:15", 400, 15, 15, 0, false);

    // when, then
    get("/api/scheduler/stats/comparison")
        .body(
            "keySet()",
            containsInAnyOrder(
                "old_scheduler_stats", "optimized_scheduler_stats", "improvements", "timestamp"))
        .body("improvements.keySet()", contains("day_trading"))
        .body("improvements.day_trading.paired_slots", equalTo(2))
        .body("improvements.day_trading.old_avg_time", closeTo(4.0, 1e-9))
        .body("improvements.day_trading.new_avg_time", closeTo(0.8, 1e-9))
        .body("improvements.day_trading.improvement_percent", closeTo(80.0, 1e-9))
        .body("old_scheduler_stats.keySet()", contains("day_trading"))
        .body("old_scheduler_stats.day_trading.total_runs", equalTo(3))
        .body("old_scheduler_stats.day_trading.successful_runs", equalTo(2))
        .body("old_scheduler_stats.day_trading.failed_runs", equalTo(1))
        .body("optimized_scheduler_stats.keySet()", containsInAnyOrder("day_trading", "short_term"))
        .body("optimized_scheduler_stats.short_term.avg_execution_time", closeTo(0.4, 1e-9))
        .body("optimized_scheduler_stats.day_trading.late_runs", equalTo(1))
        .body(
            "optimized_scheduler_stats.day_trading.last_execution",
            equalTo("2026-06-10T10:05:03+05:30"))
        .body("timestamp", equalTo(NOW));
  }

  @Test
  void claimsNoImprovementWithoutAPair() {
    rows.slot("legacy", "day_trading", "2026-06-10T10:00", 3000, 20, 0, 0, false);

    get("/api/scheduler/stats/comparison")
        .body("improvements.size()", equalTo(0))
        .body("optimized_scheduler_stats.size()", equalTo(0));
  }

  @Test
  void estimatesCallsFromSchedulesAndMeasuredHitsBesideTheCallsMade() {
    // given
    rows.slot("optimized", "day_trading", "2026-06-10T10:00", 600, 20, 10, 0, false);
    rows.scan("optimized", "2026-06-10T10:00", 600, 20, 0);
    rows.scan("optimized", "2026-06-10T10:15", 600, 20, 13);
    rows.scan("optimized", "2026-06-09T10:00", 600, 20, 0);
    rows.scan("legacy", "2026-06-10T10:00", 3000, 20, 0);
    rows.call("legacy", "2026-06-10T10:00");
    rows.call("legacy", "2026-06-10T10:05");
    rows.call("legacy", "2026-06-10T23:59:59");
    rows.call("optimized", "2026-06-10T00:00");
    rows.call("optimized", "2026-06-09T23:59:59");

    // when, then
    get("/api/scheduler/api-calls/estimate")
        .body("old_scheduler.breakdown.day_trading.symbols", equalTo(10))
        .body("old_scheduler.breakdown.day_trading.runs_per_day", equalTo(76))
        .body("old_scheduler.breakdown.day_trading.timeframes", equalTo(3))
        .body("old_scheduler.breakdown.day_trading.calls_per_day", equalTo(2280))
        .body("old_scheduler.breakdown.short_selling.calls_per_day", equalTo(390))
        .body("old_scheduler.breakdown.short_term.calls_per_day", equalTo(225))
        .body("old_scheduler.breakdown.long_term.calls_per_day", equalTo(66))
        .body("old_scheduler.total_calls_per_day", equalTo(2961))
        .body("optimized_scheduler.breakdown.frequent_scan.symbols", equalTo(16))
        .body("optimized_scheduler.breakdown.frequent_scan.runs_per_day", equalTo(76))
        .body("optimized_scheduler.breakdown.frequent_scan.lookups_per_day", equalTo(2280))
        .body("optimized_scheduler.breakdown.frequent_scan.calls_per_day", equalTo(1520))
        .body("optimized_scheduler.breakdown.frequent_scan.cache_hit_rate", closeTo(1 / 3.0, 1e-9))
        .body("optimized_scheduler.breakdown.regular_scan.calls_per_day", equalTo(75))
        .body("optimized_scheduler.breakdown.daily_scan.calls_per_day", equalTo(22))
        .body("optimized_scheduler.breakdown.comprehensive_scan.calls_per_day", equalTo(30 + 44))
        .body("optimized_scheduler.total_calls_per_day", equalTo(1691))
        .body("optimized_scheduler.cache_hit_rate", equalTo("50.0%"))
        .body("savings.calls_saved_per_day", equalTo(1270))
        .body("savings.reduction_percent", closeTo(100.0 * 1270 / 2961, 1e-9))
        .body("made_today.date", equalTo("2026-06-10"))
        .body("made_today.old_scheduler", equalTo(3))
        .body("made_today.optimized_scheduler", equalTo(1))
        .body("guide", hasSize(5))
        .body(
            "guide.guide",
            contains(
                "about 711",
                "under 350",
                "60-70 % after warm-up",
                "15-20 minutes a strategy",
                "5-8 minutes a unified scan"))
        .body(
            "guide.measured",
            contains(
                "3 so far",
                "1 so far",
                "65.0% after the first hour",
                "3.000 s on average",
                "0.600 s on average"))
        .body(
            "guide.met",
            contains(nullValue(), nullValue(), equalTo(true), equalTo(false), equalTo(true)))
        .body("timestamp", equalTo(NOW));
  }

  @Test
  void measuresTheHitRateOverAllSlots() {
    // given
    rows.slot("optimized", "day_trading", "2026-06-09T10:00", 600, 20, 5, 0, false);
    rows.slot("optimized", "day_trading", "2026-06-10T10:00", 600, 20, 15, 0, false);
    rows.slot("optimized", "short_term", "2026-06-10T09:15", 600, 20, 19, 0, false);

    // when, then
    get("/api/scheduler/api-calls/estimate")
        .body("optimized_scheduler.breakdown.regular_scan.cache_hit_rate", closeTo(0.95, 1e-9))
        .body("optimized_scheduler.cache_hit_rate", equalTo("65.0%"));
  }

  @Test
  void aJobsHitRateIsThatOfItsOwnTimesOfDay() {
    rows.slot("optimized", "long_term", "2026-06-09T10:00", 600, 22, 11, 0, false);
    rows.slot("optimized", "long_term", "2026-06-09T14:00", 600, 22, 22, 0, false);
    rows.slot("optimized", "long_term", "2026-06-09T16:00", 600, 22, 0, 0, false);
    get("/api/scheduler/api-calls/estimate")
        .body("optimized_scheduler.breakdown.daily_scan.calls_per_day", equalTo(22))
        .body("optimized_scheduler.breakdown.daily_scan.cache_hit_rate", closeTo(0, 1e-9))
        .body("optimized_scheduler.breakdown.comprehensive_scan.calls_per_day", equalTo(30 + 11));
  }

  @Test
  void theOtherServicesDayEndsWithTheScheduleThatItHasRecorded() {
    // given one that scans short_term once, at eleven, and is done with it
    rows.schedule("legacy", "day_trading", "2026-06-01T09:15", "0 10 * * *");
    rows.schedule("legacy", "short_selling", "2026-06-01T09:15", "0 10 * * *");
    rows.schedule("legacy", "short_term", "2026-06-01T09:15", "15 9 * * *");
    rows.schedule("legacy", "short_term", "2026-06-09T09:15", "0 11 * * *");
    rows.schedule("legacy", "long_term", "2026-06-01T09:15", "0 10 * * *");
    rows.slot("legacy", "short_term", "2026-06-10T11:00", 600, 15, 0, 0, false);
    rows.call("legacy", "2026-06-10T10:00");

    // when, then
    get("/api/scheduler/api-calls/estimate")
        .body("old_scheduler.breakdown.short_term.runs_per_day", equalTo(1))
        .body("old_scheduler.total_calls_per_day", equalTo(3 * (10 + 10 + 15 + 22)))
        .body("guide[0].measured", equalTo("1"));
  }

  @Test
  void closesADayWhoseNextSessionHasUnknownHours() {
    // given the evening before the Muhurat session, whose hours are not known yet; a session has 73
    // slots of 30 calls since August
    clock.set(Instant.parse("2026-11-06T20:00:00+05:30"));
    rows.call("legacy", "2026-11-06T10:00");
    rows.call("optimized", "2026-11-06T10:00");
    rows.slot("legacy", "short_term", "2026-11-06T17:15", 600, 20, 0, 0, false);
    rows.slot("optimized", "short_term", "2026-11-06T15:15", 600, 20, 0, 0, false);

    // when, then
    try {
      get("/api/scheduler/api-calls/estimate")
          .body("old_scheduler.total_calls_per_day", equalTo(2871))
          .body("made_today.date", equalTo("2026-11-06"))
          .body("guide[0].measured", equalTo("1"))
          .body("guide[1].measured", equalTo("1 so far"));
      rows.begun("legacy", "short_selling", "2026-11-06T15:30");
      get("/api/scheduler/api-calls/estimate").body("guide[0].measured", equalTo("1 so far"));
      get("/api/scheduler/status")
          .body("optimized_scheduler.jobs.next_run", everyItem(startsWith("2026-11-09T")));
    } finally {
      clock.set(FixedSlotClock.NOW);
    }
  }

  @Test
  void claimsNothingOfTheGuideBeforeAnythingWasMeasured() {
    get("/api/scheduler/api-calls/estimate")
        .body("optimized_scheduler.cache_hit_rate", nullValue())
        .body("guide.met", everyItem(nullValue()))
        .body("made_today.old_scheduler", equalTo(0));
  }

  @Test
  void showsTheFourFiguresOfTheDashboard() {
    // given
    rows.scan("optimized", "2026-06-10T10:00", 600, 20, 10);
    rows.scan("optimized", "2026-06-10T10:05", 200, 20, 20);
    rows.scan("legacy", "2026-06-10T10:05", 9000, 20, 0);
    rows.call("optimized", "2026-06-10T10:00");
    rows.signal("optimized", "shadow", "day_trading", "TCS", "2026-06-10T10:00");
    rows.signal("optimized", "shadow", "day_trading", "TCS", "2026-06-09T10:00");
    rows.signal("legacy", "live", "day_trading", "TCS", "2026-06-10T10:00");

    // when, then
    get("/api/dashboard/scheduler-metrics")
        .body(
            "keySet()",
            containsInAnyOrder(
                "cache_hit_rate",
                "api_calls_today",
                "avg_execution_time",
                "signals_generated_today",
                "date"))
        .body("cache_hit_rate", closeTo(0.75, 1e-9))
        .body("api_calls_today", equalTo(1))
        .body("avg_execution_time", closeTo(0.4, 1e-9))
        .body("signals_generated_today", equalTo(1))
        .body("date", equalTo("2026-06-10"));
  }

  private static ValidatableResponse get(String path) {
    return given()
        .config(
            RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
        .get(path)
        .then()
        .statusCode(200);
  }
}
