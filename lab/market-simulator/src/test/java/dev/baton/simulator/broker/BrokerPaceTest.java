package dev.baton.simulator.broker;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits where a market second takes a hundred real ones: no test is long enough for a limit to be given back. */
@QuarkusTest
@TestProfile(BrokerPaceTest.Slow.class)
class BrokerPaceTest {

  public static class Slow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "simulator.speed", "0.01",
          "simulator.latency-ms", "0",
          "simulator.rate-limit", "10",
          "simulator.retry-after", "true",
          "simulator.client-id", "LAB1",
          "simulator.app-secret", "secret");
    }
  }

  private String token;

  @BeforeEach
  void logIn() throws Exception {
    String code = given().get("/sim/session").then().statusCode(200).extract().path("auth_code");
    String checkSum =
        HexFormat.of().formatHex(
            MessageDigest.getInstance("SHA-256").digest(("LAB1" + code + "secret").getBytes(StandardCharsets.UTF_8)));
    token =
        given().contentType(ContentType.JSON).body(Map.of("checkSum", checkSum))
            .post("/v1/getusersession").then().statusCode(200).extract().path("userSession");
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

  private RequestSpecification as(String client) {
    return given().header("X-Baton-Client", client).header("Authorization", "Bearer " + token);
  }

  private static void file(String client, String name, int status) {
    given().header("X-Baton-Client", client).get("/v1/contractfiles/" + name).then().statusCode(status);
  }
}
