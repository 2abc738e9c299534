package dev.baton.simulator.broker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits and latency where a market second takes a hundred real ones: no window of a limit ends within a test. */
@QuarkusTest
@TestProfile(BrokerPaceTest.Slow.class)
class BrokerPaceTest {

  public static class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Account.settings(
          Map.of(
              "simulator.speed", "0.01",
              "simulator.latency-ms", "0",
              "simulator.rate-limit", "10",
              "simulator.retry-after", "true"));
    }
  }

  private static final String QUOTES = "/v1/marketdata/marketquotes";

  private String token;

  @BeforeEach
  void logIn() throws Exception {
    given().delete("/sim/faults").then().statusCode(204);
    // More logins than the broker's own limit allows.
    fault(Map.of("kind", "rate_limit", "endpoint", "getusersession", "per_second", 1000));
    token = Account.login();
    given().delete("/sim/faults").then().statusCode(204);
  }

  @Test
  void retryAfterIsMarketSeconds() {
    for (int i = 0; i < 3; i++) {
      as("legacy").get("/v1/profile").then().statusCode(200);
    }
    as("legacy").get("/v1/profile").then().statusCode(429).header("Retry-After", "1");
  }

  @Test
  void eachContractFileHasALimitOfItsOwnForEachCaller() {
    file("a", "NSEEQ.json", 200);
    file("a", "NSEEQ.json", 200);
    file("a", "NSEEQ.json", 429);
    file("a", "NSEEQ.csv", 200);
    file("a", "INDICES.json", 200);
    file("b", "NSEEQ.json", 200);
  }

  @Test
  void aLimitOfOneClientDoesNotCountForAnother() {
    // when
    fault(
        Map.of(
            "kind", "rate_limit", "client", "legacy", "endpoint", "marketquotes", "per_second", 2));

    // then
    quotes("legacy", 200);
    quotes("legacy", 200);
    quotes("legacy", 429);
    for (int i = 0; i < 10; i++) {
      quotes("optimized", 200);
    }
    quotes("optimized", 429);
    as("legacy").get("/v1/profile").then().statusCode(200);
  }

  @Test
  void aFaultChangesTheLimitOfTheAccountAtRunTime() {
    // given
    fault(Map.of("kind", "rate_limit", "endpoint", "profile", "per_second", 20));
    for (int i = 0; i < 20; i++) {
      as(i % 2 == 0 ? "legacy" : "optimized").get("/v1/profile").then().statusCode(200);
    }
    as("legacy").get("/v1/profile").then().statusCode(429);

    // when
    given().delete("/sim/faults").then().statusCode(204);

    // then: the broker's own limit was used up meanwhile
    as("optimized").get("/v1/profile").then().statusCode(429);
  }

  @Test
  void aFaultChangesTheLatencyOfOneClientAtRunTime() {
    // given
    fault(Map.of("kind", "latency", "client", "legacy", "latency_ms", 2, "times", 1));

    // when
    long start = System.nanoTime();
    as("legacy").get("/v1/profile").then().statusCode(200);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    as("optimized").get("/v1/profile").then().statusCode(200);

    // then: two market milliseconds are two hundred real ones
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    given()
        .get("/sim/faults")
        .then()
        .body("[0].hits", equalTo(1))
        .body("[0].latency_ms", equalTo(2));
    given()
        .get("/sim/calls/log?limit=2")
        .then()
        .body("calls.outcome.unique()", equalTo(java.util.List.of("ok")));
  }

  private RequestSpecification as(String client) {
    return given().header("X-Baton-Client", client).header("Authorization", "Bearer " + token);
  }

  private void quotes(String client, int status) {
    as(client).contentType(ContentType.JSON).body("[]").post(QUOTES).then().statusCode(status);
  }

  private static void file(String client, String name, int status) {
    given()
        .header("X-Baton-Client", client)
        .get("/v1/contractfiles/" + name)
        .then()
        .statusCode(status);
  }

  private static void fault(Map<String, Object> fault) {
    given().contentType(ContentType.JSON).body(fault).post("/sim/faults").then().statusCode(200);
  }
}
