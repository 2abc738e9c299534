package dev.baton.simulator.broker;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The account of the tests over HTTP, and its login. */
final class Account {

  private static final String CLIENT_ID = "LAB1";
  private static final String SECRET = "secret";

  private Account() {}

  /** The settings of a simulator with this account, and these on top. */
  static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("simulator.client-id", CLIENT_ID);
    all.put("simulator.app-secret", SECRET);
    return all;
  }

  static String authCode() {
    return given().get("/sim/session").then().statusCode(200).extract().path("auth_code");
  }

  static String checkSum(String code) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest((CLIENT_ID + code + SECRET).getBytes(StandardCharsets.UTF_8)));
  }

  static ValidatableResponse session(String checkSum) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("checkSum", checkSum))
        .post("/v1/getusersession")
        .then();
  }

  /** Ends all faults, forgets the calls and logs in; returns the token. */
  static String afresh() throws Exception {
    given().delete("/sim/faults").then().statusCode(204);
    given().delete("/sim/calls").then().statusCode(204);
    return login();
  }

  /** Logs in with an unused code; returns the token. */
  static String login() throws Exception {
    return session(checkSum(authCode())).statusCode(200).extract().path("userSession");
  }
}
