package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

  private static CandleFailure failure(int status, String body) {
    try {
      HttpAnswer.read(
          RestResponse.ResponseBuilder.<String>create(status).entity(body).build(),
          text -> new BrokerCalls.Read<>(Envelope.result(text), 0, 0));
    } catch (CandleSourceException e) {
      return e.failure();
    }
    throw new AssertionError("a success: " + body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "200 | Invalid Token | (HTTP 200): the words 'Invalid Token'",
        "200 | {\"type\":\"error\",\"description\":\"Invalid Token\"} | : Not_Ok Invalid Token",
        "200 | ~<html><head><title>Down for\nmaintenance</title></head><body>x~ | (HTTP 200): a web page 'Down for maintenance'",
        "200 | ~ <!DOCTYPE html><style>p{}</style><p>Log in</p>~ | (HTTP 200): a web page 'Log in'",
        "302 | ~~ | (HTTP 302)",
        "403 | Access denied because of exceeding access rate | (HTTP 403): the words 'Access denied because of exceeding access rate'",
        "403 | {\"status\":false,\"message\":\"Too many requests\"} | : Not_Ok Too many requests",
        "403 | <html><h1>Blocked</h1></html> | (HTTP 403): a web page 'Blocked'",
        "404 | {} | (HTTP 404)",
      })
  void anAnswerInWordsIsARefusalWithThem(int status, String body, String message) {
    CandleFailure failure = failure(status, body);
    assertThat(failure.message()).isEqualTo("the broker refuses the request" + space(message));
    assertThat(failure)
        .isInstanceOfSatisfying(
            CandleFailure.Rejected.class, refusal -> assertThat(refusal.inWords()).isTrue());
  }

  private static String space(String message) {
    return message.startsWith(":") ? message : " " + message;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"status\":\"Ok\",\"res", "[]", "{}", "\"Ok\"", "12", "two\nlines of data"})
  void dataThatCannotBeReadIsNoRefusal(String body) {
    assertThat(failure(200, body)).isInstanceOf(CandleFailure.Malformed.class);
  }

  @Test
  void aCodeSaysMoreThanWords() {
    assertThat(failure(403, "{\"status\":\"Not_Ok\",\"message\":\"EC044 Invalid Token\"}"))
        .isInstanceOf(CandleFailure.LoginNeeded.class);
    assertThat(failure(200, "{\"status\":\"Not_Ok\",\"message\":\"EC947 no such id\"}"))
        .isInstanceOfSatisfying(
            CandleFailure.Rejected.class, refusal -> assertThat(refusal.inWords()).isFalse());
    assertThat(failure(401, "Invalid Token")).isInstanceOf(CandleFailure.LoginNeeded.class);
  }

  @Test
  void noWordIsQuotedThatMayBeASecret() {
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2lnbmF0dXJl";
    assertThat(failure(403, "bad token " + token).message())
        .isEqualTo("the broker refuses the request (HTTP 403): the words 'bad token ***'");
    assertThat(failure(200, "<title>%s</title>".formatted("x ".repeat(300))).message().length())
        .isLessThan(300);
  }
}
