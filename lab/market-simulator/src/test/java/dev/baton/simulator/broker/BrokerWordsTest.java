package dev.baton.simulator.broker;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer of the broker byte by byte, as its clients read it. The clock is frozen at 10:02 of a session. */
@QuarkusTest
@TestProfile(BrokerHttpTest.Frozen.class)
class BrokerWordsTest {

  private String token;

  @BeforeEach
  void logIn() throws Exception {
    token = Account.afresh();
  }

  @Test
  void aProfileHasTheDocumentedFieldsAndTypes() {
    get("/v1/profile")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(
            equalTo(
                """
                {"status":"Ok","message":"Success","result":{"clientId":"LAB1","clientName":"Baton Simulator",\
                "isTotpEnabled":"Y","isPoaProvided":"Y","accountStatus":"Na",\
                "exchanges":["BSECURR","BSEEQ","BSEFO","NSECURR","NSEEQ","NSEFO"],\
                "products":["NORMAL","INTRADAY","DELIVERY","BNPL"],\
                "orderComplexity":["REGULAR","AMO","BO","CO"],\
                "email":"la**********@example.com","phoneNumber":"9********0"}}"""));
  }

  @Test
  void aLogoutHasAnInnerStatusAndEndsTheSession() {
    post("/v1/profile/logout", "")
        .then()
        .statusCode(200)
        .body(
            equalTo(
                """
                {"status":"Ok","message":"Success","result":{"status":"Success","message":"Success"}}"""));
    get("/v1/profile")
        .then()
        .statusCode(401)
        .body(equalTo("{\"status\":\"Not_Ok\",\"message\":\"EC044 Token is not valid.\"}"));
  }

  @Test
  void aRefusedLoginSaysWhatToDo() {
    post("/v1/getusersession", "{\"checkSum\":\"00\"}")
        .then()
        .statusCode(200)
        .body(
            equalTo(
                "{\"status\":\"Not_Ok\",\"message\":\"EC055 Unauthorized access, authorize the"
                    + " application to obtain the auth code.\"}"));
  }

  @Test
  void theFirstRowOfASymbolIsItsEqSeries() {
    // given: clients that take the first row of an underlying symbol
    List<String> trading = contracts("NSEEQ").path("tradingSymbol");
    List<String> underlying = contracts("NSEEQ").path("underlyingInstrumentSymbol");

    // then
    assertThat(underlying).contains("RELIANCE", "TCS", "ITC");
    for (String symbol : underlying.stream().distinct().filter(s -> !s.contains(" ")).toList()) {
      assertThat(trading.get(underlying.indexOf(symbol))).isEqualTo(symbol + "-EQ");
    }
    assertThat(trading).contains("RELIANCE-BL");
  }

  @Test
  void aContractHasTheDocumentedFieldsAndTypes() {
    assertThat(contracts("NSEEQ").asString())
        .contains(
            """
            {"exchange":"NSEEQ","underlyingInstrumentSymbol":"RELIANCE","instrumentId":"2885",\
            "instrumentType":"EQUITY","optionType":"XX","strikePrice":0,\
            "underlyingInstrumentName":"RELIANCE","tradingSymbol":"RELIANCE-EQ",\
            "formattedInstrumentName":"RELIANCE","expiry":"","lotSize":1,"tickSize":0.05}""");
    assertThat(csv("NSEEQ"))
        .startsWith(
            """
            Exchange,Underlying Instrument Symbol,Instrument ID,Instrument Type,Option Type,Strike Price,\
            Underlying Instrument Name,Trading Symbol,Expiry,Lot Size,Tick Size
            """)
        .contains("\nNSEEQ,RELIANCE,2885,EQUITY,XX,0,RELIANCE,RELIANCE-EQ,,1,0.05\n");
  }

  @Test
  void theIndexIsWhereClientsLookForIt() {
    String index =
        """
        {"exchange":"NSEEQ","underlyingInstrumentSymbol":"NIFTY 50","instrumentId":"999920000",\
        "instrumentType":"INDEX","optionType":"XX","strikePrice":0,\
        "underlyingInstrumentName":"NIFTY 50","tradingSymbol":"NIFTY 50",\
        "formattedInstrumentName":"NIFTY 50","expiry":"","lotSize":1,"tickSize":0.05}""";
    assertThat(contracts("INDICES").asString()).isEqualTo("[" + index + "]");
    assertThat(contracts("NSEEQ").asString()).contains(index);
    assertThat(csv("INDICES"))
        .endsWith("\nNSEEQ,NIFTY 50,999920000,INDEX,XX,0,NIFTY 50,NIFTY 50,,1,0.05\n");
    post("/v1/marketdata/marketquotes", "[{\"exchange\":\"NSEEQ\",\"instrumentId\":\"999920000\"}]")
        .then()
        .statusCode(200)
        .body("result[0].instrumentId", equalTo(999920000));
    post(
            "/v1/marketdata/historicaldata",
            """
            {"exchange":"NSEEQ","instrumentId":"999920000","interval":"1 day",\
            "fromDate":"13-Jul-2026","toDate":"14-Jul-2026"}""")
        .then()
        .body("result[0].candles", hasSize(2));
    given().get("/sim/calls/log").then().body("calls.symbol", hasItem("NIFTY 50"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NSEEQ",
        "BSEEQ",
        "NSEFO",
        "BSEFO",
        "NSECURR",
        "BSECURR",
        "NSECOMM",
        "MCXCOMM",
        "NCDEXCOMM",
        "INDICES"
      })
  void everySegmentHasBothFiles(String segment) {
    assertThat(contracts(segment).asString()).startsWith("[").endsWith("]");
    assertThat(csv(segment)).startsWith("Exchange,Underlying Instrument Symbol,Instrument ID,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /v1                           | 404",
        "GET    | /v1/                          | 404",
        "GET    | /v1/orders                    | 404",
        "POST   | /v1/marketdata/optionchain    | 404",
        "DELETE | /v1/orders/240919000000041    | 404",
        "GET    | /v1/contractfiles/NOPE.json   | 404",
        "GET    | /v1/contractfiles/NSEEQ.xml   | 404",
        "GET    | /v1/contractfiles/nseeq.json  | 404",
        "GET    | /v1/getusersession            | 405",
        "GET    | /v1/marketdata/marketquotes   | 405",
        "PUT    | /v1/marketdata/historicaldata | 405",
        "POST   | /v1/profile                   | 405",
        "GET    | /v1/profile/logout            | 405",
        "POST   | /v1/contractfiles/NSEEQ.json  | 405",
      })
  void whatTheBrokerDoesNotHaveIsAnsweredInItsEnvelope(String method, String path, int status) {
    given()
        .header("Authorization", "Bearer " + token)
        .header("X-Baton-Client", "stranger")
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body(
            equalTo(
                status == 404
                    ? "{\"status\":\"Not_Ok\",\"message\":\"Resource not found\"}"
                    : "{\"status\":\"Not_Ok\",\"message\":\"Method not allowed\"}"));
    given().get("/sim/calls").then().body("by_client.stranger", equalTo(1));
  }

  @Test
  void aHeaderOfNoMeaningIsAnsweredInTheEnvelope() {
    given()
        .header("Content-Type", "garbage")
        .body("{}".getBytes(UTF_8))
        .post("/v1/getusersession")
        .then()
        .contentType("application/json")
        .body("status", equalTo("Not_Ok"));
  }

  @Test
  void aMethodThatTelegramDoesNotHaveIsAnsweredInItsEnvelope() {
    given()
        .get("/bot12:abc/getMoon")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body(equalTo("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}"));
  }

  @Test
  void whatIsNotOfTheBrokerKeepsItsProblemBody() {
    given().get("/sim/nothing").then().statusCode(404).contentType("application/problem+json");
  }

  @Test
  void aQuoteOfOneInstrumentNeedsNoArray() {
    String one = "{\"exchange\":\"NSEEQ\",\"instrumentId\":\"2885\"}";
    Response single = post("/v1/marketdata/marketquotes", one);
    single
        .then()
        .statusCode(200)
        .body("result", hasSize(1))
        .body("result[0].instrumentId", equalTo(2885));
    assertThat(post("/v1/marketdata/marketquotes", "[" + one + "]").asString())
        .isEqualTo(single.asString());
    assertThat(single.asString())
        .startsWith(
            """
            {"status":"Ok","message":"Success","result":[{"exchange":"NSEEQ","instrumentId":2885,"ltp":""")
        .endsWith(",\"tickTimestamp\":\"15-Jul-2026 10:02:00\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null", "garbage", "3"})
  void aRequestOfNothingIsNamed(String body) {
    post("/v1/marketdata/marketquotes", body)
        .then()
        .statusCode(200)
        .body(
            equalTo(
                """
                {"status":"Ok","message":"Success","result":[{"status":"EC005",\
                "message":"Invalid parameter: request is null or empty."}]}"""));
    post("/v1/marketdata/historicaldata", body)
        .then()
        .statusCode(200)
        .body("result[0].status", equalTo("EC005"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EC801 | NSEEQ | 2885 |           | 14-Jul-2026 | 15-Jul-2026 | Invalid parameter: 'interval' cannot be empty or null.",
        "EC802 | NSEEQ | 2885 | 2 minutes | 14-Jul-2026 | 15-Jul-2026 | Invalid parameter: 'interval' Accepts only { '1 minute', '5 minutes', '10 minutes', '15 minutes', '30 minutes', '60 minutes', '1 day' }",
        "EC803 | NSEEQ | 2885 | 1 day     |             | 15-Jul-2026 | Invalid parameter: 'fromDate' cannot be empty or null.",
        "EC804 | NSEEQ | 2885 | 1 day     | 2026-07-14  | 15-Jul-2026 | Invalid 'fromDate' format, use 'DD-MMM-YYYY' (e.g. '20-Sep-2020').",
        "EC805 | NSEEQ | 2885 | 1 day     | 14-Jul-2026 |             | Invalid parameter: 'toDate' cannot be empty or null.",
        "EC806 | NSEEQ | 2885 | 1 day     | 14-Jul-2026 | 31-Jun-2026 | Invalid 'toDate' format, use 'DD-MMM-YYYY' (e.g. '20-Sep-2020').",
        "EC807 | NSEEQ | 2885 | 1 day     | 15-Jul-2026 | 14-Jul-2026 | 'fromDate' cannot be greater than 'toDate'.",
        "EC808 | NSEEQ | 0    | 1 day     | 14-Jul-2026 | 15-Jul-2026 | 'instrumentId' must be greater than 0.",
        "EC809 | NSEEQ | 2885 | 5 minutes | 14-Apr-2026 | 15-Jul-2026 | Maximum permissible date range exceeded.",
        "EC810 | NSEEQ | 2885 | 1 day     | 15-Jul-2026 | 15-Jul-2026 | 'fromDate' must be less than 'toDate'.",
        "EC900 |       | 2885 | 1 day     | 14-Jul-2026 | 15-Jul-2026 | Invalid parameter: 'exchange'/'instrumentId' cannot be empty or null.",
        "EC901 | NSE   | 2885 | 1 day     | 14-Jul-2026 | 15-Jul-2026 | Invalid parameter: 'exchange' Accepts only { 'NSEEQ', 'NSEFO', 'BSEEQ', 'BSEFO', 'NSECURR', 'BSECURR', 'MCXCOMM', 'NCDEXCOMM', 'NSECOMM', 'BSECOMM' }",
        "EC946 | NSEEQ | TCS  | 1 day     | 14-Jul-2026 | 15-Jul-2026 | 'instrumentId' must contain only numeric characters.",
        "EC947 | NSEEQ | 4    | 1 day     | 14-Jul-2026 | 15-Jul-2026 | 'instrumentId' does not exist.",
        "EC947 | NSEEQ | 99999999999 | 1 day | 14-Jul-2026 | 15-Jul-2026 | 'instrumentId' does not exist.",
      },
      quoteCharacter = '`')
  void aWrongHistoryRequestIsRefusedInTheBrokersWords(
      String code,
      String exchange,
      String id,
      String interval,
      String from,
      String to,
      String message) {
    assertNested(
        post(
            "/v1/marketdata/historicaldata",
            """
            {"exchange":"%s","instrumentId":"%s","interval":"%s","fromDate":"%s","toDate":"%s"}"""
                .formatted(text(exchange), id, text(interval), text(from), text(to))),
        code,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EC003 | Something went wrong, please try after some time.",
        "EC004 | User blocked.",
        "EC069 | Password expired, change it to continue.",
        "EC075 | Unauthorized access.",
        "EC500 | IP address not authorized for trading",
        "EC947 | 'instrumentId' does not exist.",
      },
      quoteCharacter = '`')
  void aFaultSaysItsCodeInTheBrokersWords(String code, String message) {
    fault("{\"kind\":\"not_ok\",\"code\":\"" + code + "\",\"times\":1}");
    get("/v1/profile")
        .then()
        .statusCode(200)
        .body(equalTo("{\"status\":\"Not_Ok\",\"message\":\"%s %s\"}".formatted(code, message)));
    fault("{\"kind\":\"nested_ec\",\"code\":\"" + code + "\",\"times\":1}");
    assertNested(get("/v1/profile"), code, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"kind\":3}", "{\"kind\":[]}", "{\"kind\":{}}", "{\"kind\":true}", "{}"})
  void aFaultOfNoKindIsToldTheKinds(String body) {
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", containsString("valid are rate_limit, latency, http_500,"));
  }

  @Test
  void aFaultWithAValueOfAnotherTypeNamesTheField() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"malformed_bar\",\"malformation\":7}")
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", containsString("unknown malformation '7'; valid are high_below_low,"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"http_500\",\"times\":\"often\"}")
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", containsString("times"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"http_500\",\"tmies\":1}")
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", containsString("tmies"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"kind\":")
        .post("/sim/faults")
        .then()
        .statusCode(400)
        .body("detail", containsString("JSON"));
  }

  private static void assertNested(Response answer, String code, String message) {
    answer
        .then()
        .statusCode(200)
        .body(
            equalTo(
                """
                {"status":"Ok","message":"Success","result":[{"status":"%s","message":"%s"}]}"""
                    .formatted(code, message)));
  }

  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  private static Response contracts(String segment) {
    Response file = given().get("/v1/contractfiles/" + segment + ".json");
    file.then().statusCode(200).contentType("application/json");
    return file;
  }

  private static String csv(String segment) {
    return given()
        .get("/v1/contractfiles/" + segment + ".csv")
        .then()
        .statusCode(200)
        .contentType("text/csv")
        .extract()
        .asString();
  }

  private Response get(String path) {
    return given().header("Authorization", "Bearer " + token).get(path);
  }

  private Response post(String path, String body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path);
  }

  private static void fault(String body) {
    given().contentType(ContentType.JSON).body(body).post("/sim/faults").then().statusCode(200);
  }
}
