package dev.baton.legacy.status;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.baton.runtime.rest.RuntimeRestSuite;
import dev.baton.runtime.test.OverridesFile;
import dev.baton.runtime.test.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OverridesFile.class, restrictToAnnotatedClass = true)
@TestProfile(LegacyRestTest.SwitchedOff.class)
class LegacyRestTest extends RuntimeRestSuite {

  public static class SwitchedOff implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("baton.mode", "off", "baton.request-time", "2s");
    }
  }

  @Override
  protected String headingInTheDocs() {
    return "legacy-scheduler";
  }

  @Test
  void showsItsFourJobsAndWhenEachRunsNext() {
    given()
        .get("/api/scheduler/status")
        .then()
        .statusCode(200)
        .body(
            "keySet()",
            containsInAnyOrder(
                "running", "state", "reason", "modes", "market_time", "jobs", "job_count"))
        .body("running", equalTo(false))
        .body("state", equalTo("off"))
        .body("reason", equalTo("switched off by the setting baton.mode"))
        .body("modes.day_trading", equalTo("off"))
        .body("modes.keySet()", contains("day_trading", "short_selling", "short_term", "long_term"))
        .body("market_time", equalTo("2026-06-10T11:02:00+05:30"))
        .body("job_count", equalTo(4))
        .body(
            "jobs.id",
            contains(
                "day_trading_strategy",
                "short_selling_strategy",
                "short_term_strategy",
                "long_term_strategy"))
        .body(
            "jobs.next_run",
            contains(
                "2026-06-10T11:05:00+05:30",
                "2026-06-10T11:30:00+05:30",
                "2026-06-10T11:15:00+05:30",
                "2026-06-10T16:00:00+05:30"));
  }

  @Test
  void measuresItsRuns() {
    // given
    rows.slot("legacy", "day_trading", "2026-06-10T10:00", 3000, 20, 0, 0, false);
    rows.slot("legacy", "day_trading", "2026-06-10T10:05", 5000, 20, 0, 2, true);
    rows.slot("optimized", "day_trading", "2026-06-10T10:05", 700, 20, 10, 0, false);

    // when, then
    given()
        .config(
            RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
        .get("/api/scheduler/stats")
        .then()
        .statusCode(200)
        .body("keySet()", contains("day_trading"))
        .body(
            "day_trading.keySet()",
            containsInAnyOrder(
                "total_runs",
                "successful_runs",
                "failed_runs",
                "avg_execution_time",
                "last_execution",
                "late_runs",
                "symbol_errors",
                "symbols_incomplete",
                "symbols_suspended",
                "symbol_evaluations"))
        .body("day_trading.total_runs", equalTo(2))
        .body("day_trading.successful_runs", equalTo(1))
        .body("day_trading.failed_runs", equalTo(1))
        .body("day_trading.avg_execution_time", closeTo(4.0, 1e-9))
        .body("day_trading.last_execution", equalTo("2026-06-10T10:05:03+05:30"))
        .body("day_trading.late_runs", equalTo(1))
        .body("day_trading.symbol_errors", equalTo(2))
        .body("day_trading.symbol_evaluations", equalTo(20));
  }
}
