package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import java.time.Duration;
import java.util.Optional;
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
        "200 | \"Invalid Token\" | (HTTP 200): the words 'Invalid Token'",
        "200 | [\"Invalid Token\"] | (HTTP 200): the words 'Invalid Token'",
        "200 | [{\"Message\":\"Invalid Token\"}] | (HTTP 200): the words 'Invalid Token'",
        "200 | ~Access denied\nRequest blocked~ | (HTTP 200): the words 'Access denied Request blocked'",
        "200 | 429 Too many requests | (HTTP 200): the words '429 Too many requests'",
        "200 | [ERROR] Access denied | (HTTP 200): the words '[ERROR] Access denied'",
        "403 | [\"Invalid Token\"] | (HTTP 403): the words 'Invalid Token'",
        "403 | {\"Message\":\"User is not authorized\"} | : Not_Ok User is not authorized",
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
      strings = {
        "",
        "{\"status\":\"Ok\",\"res",
        "[]",
        "{}",
        "\"Ok\"",
        "12",
        "Ok",
        "2026-06-10T09:15:00,10,11,9,10.5,100\n2026-06-10T09:20:00,10,11,9,10.5,100",
        "one\ntwo\nthree\nfour\nfive\nsix lines of data",
        "[[\"2026-06-10T09:15:00\",10",
        "[1, 2, 3]",
        "{\"status\":\"Ok\",\"message\":\"Fetched\",\"result\":\"[[1, 2\"}"
      })
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "503 | <title>Down for maintenance till 09:00</title> | unavailable | the broker failed (HTTP 503): a web page 'Down for maintenance till 09:00'",
        "500 | {\"message\":\"Internal error\"} | unavailable | the broker failed (HTTP 500): the words 'Internal error'",
        "500 | {\"status\":\"Not_Ok\",\"errorCode\":\"EC001\",\"message\":\"oh\"} | unavailable | the broker failed (HTTP 500): the words 'EC001 oh'",
        "502 | ~~ | unavailable | the broker failed (HTTP 502)",
        "429 | Access rate exceeded | rate_limited | too many calls (HTTP 429): the words 'Access rate exceeded'",
        "429 | {\"errorCode\":\"EC010\",\"message\":\"slow down\"} | rate_limited | too many calls (HTTP 429): the words 'EC010 slow down'",
        "401 | {\"message\":\"Invalid Token\"} | login_needed | the broker refuses the session (HTTP 401): the words 'Invalid Token'",
        "401 | ~~ | login_needed | the broker refuses the session (HTTP 401)",
        "500 | {\"status\":\"Not_Ok\",\"errorCode\":\"EC044\",\"message\":\"Invalid Token\"} | login_needed | the broker refuses the session: EC044 Invalid Token",
        "429 | {\"status\":\"Not_Ok\",\"message\":\"EC055 Unauthorized\"} | login_needed | the broker refuses the session: EC055 Unauthorized",
        "500 | {\"status\":\"Ok\",\"result\":[{\"status\":\"EC809\",\"message\":\"range\"}]} | range_too_long | the range is too long: EC809 range",
        "200 | EC044 Invalid Token | login_needed | the broker refuses the session: EC044 Invalid Token",
        "403 | <p>EC044 Invalid Token</p> | login_needed | the broker refuses the session: EC044 Invalid Token",
      })
  void anAnswerOfAnyStatusIsReadForItsCodeAndItsWords(
      int status, String body, String label, String message) {
    CandleFailure failure = failure(status, body);
    assertThat(failure.label()).isEqualTo(label);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void theWordsOfARateLimitDoNotHideItsWait() {
    RestResponse<String> response =
        RestResponse.ResponseBuilder.<String>create(429)
            .header("Retry-After", 7)
            .entity("slow down")
            .build();
    assertThatThrownBy(() -> HttpAnswer.read(response, _ -> null))
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(
                        new CandleFailure.RateLimited(
                            "too many calls (HTTP 429): the words 'slow down'",
                            Optional.of(Duration.ofSeconds(7)))));
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
