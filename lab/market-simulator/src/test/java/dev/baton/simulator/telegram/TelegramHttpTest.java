package dev.baton.simulator.telegram;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.baton.simulator.broker.BrokerHttpTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrokerHttpTest.Frozen.class)
class TelegramHttpTest {

  @Test
  void aChatsIdIsANumberAsInTheRealAnswer() {
    sent(7).body("result.chat.id", equalTo(7)).body("result.chat.type", equalTo("private"));
    sent("8").body("result.chat.id", equalTo(8)).body("result.chat.username", nullValue());
    sent(-100).body("result.chat.id", equalTo(-100)).body("result.chat.type", equalTo("group"));
    sent(-1001234567890L)
        .body("result.chat.id", equalTo(-1001234567890L))
        .body("result.chat.type", equalTo("supergroup"));
    sent("@signals")
        .body("result.chat.id", lessThan(-1_000_000_000_000L))
        .body("result.chat.username", equalTo("signals"))
        .body("result.chat.type", equalTo("channel"));
  }

  @Test
  void aChatThatIsNeitherANumberNorANameIsNotFound() {
    send("signals").statusCode(400).body("description", containsString("chat not found"));
  }

  private static ValidatableResponse sent(Object chat) {
    return send(chat).statusCode(200).body("ok", equalTo(true));
  }

  private static ValidatableResponse send(Object chat) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("chat_id", chat, "text", "hello"))
        .post("/bot12:abc/sendMessage")
        .then();
  }
}
