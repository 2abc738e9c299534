package dev.baton.optimized.comparison;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.baton.runtime.test.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of calls where the universe is not the default one. */
@QuarkusTest
@QuarkusTestResource(value = PostgresTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(OwnUniverseTest.TwoStocks.class)
class OwnUniverseTest {

  public static class TwoStocks extends SwitchedOff {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      for (String category :
          new String[] {"day_trading", "short_selling", "short_term", "long_term"}) {
        settings.put("baton.universe." + category, "TCS,INFY");
      }
      return settings;
    }
  }

  @Test
  void bothGenerationsAreEstimatedForTheSameStocks() {
    given()
        .get("/api/scheduler/api-calls/estimate")
        .then()
        .statusCode(200)
        .body("old_scheduler.breakdown.day_trading.symbols", equalTo(2))
        .body("old_scheduler.breakdown.long_term.symbols", equalTo(2))
        .body("old_scheduler.total_calls_per_day", equalTo(2 * 3 * (76 + 13 + 5 + 1)))
        .body("optimized_scheduler.breakdown.frequent_scan.symbols", equalTo(2))
        .body("optimized_scheduler.total_calls_per_day", equalTo(2 * (3 * 76 + 7 + 3)));
  }
}
