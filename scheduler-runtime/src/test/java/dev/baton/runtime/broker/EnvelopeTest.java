package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static CandleFailure failure(String body) {
    try {
      Envelope.result(body);
    } catch (CandleSourceException e) {
      return e.failure();
    }
    throw new AssertionError("a success: " + body);
  }

  @Test
  void aSuccessAtBothLevelsHasAResult() throws Exception {
    assertThat(Envelope.result("{\"status\":\"Ok\",\"result\":[{\"candles\":[]}]}").size())
        .isEqualTo(1);
    assertThat(Envelope.result("{\"stat\":\"OK\",\"result\":\"[1, 2]\"}").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"status\":\"Not_Ok\",\"message\":\"EC003 try later\"}                       | unavailable",
        "{\"status\":\"Not_Ok\",\"errorCode\":\"EC044\"}                               | login_needed",
        "{\"status\":\"Not_Ok\",\"emsg\":\"EC055\"}                                    | login_needed",
        "{\"status\":\"Not_Ok\",\"message\":\"no\"}                                    | rejected",
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"EC804\",\"message\":\"date\"}]}  | rejected",
        "{\"status\":\"Ok\",\"result\":[{},{\"status\":\"EC809\"}]}                    | range_too_long",
        "{\"status\":\"Ok\",\"result\":{\"status\":\"EC075\"}}                         | login_needed",
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"EC500\"}]}                       | rejected",
        "{\"status\":\"Not_Ok\",\"errorCode\":\"EC044\",\"message\":\"Invalid Token\",\"result\":\"\"} | login_needed",
        "{\"status\":\"Not_Ok\",\"errorCode\":\"EC044\",\"result\":\"Invalid Token\"} | login_needed",
        "{\"status\":\"Not_Ok\",\"ErrorCode\":\"EC044\",\"result\":null}                  | login_needed",
        "{\"status\":\"Not_Ok\",\"result\":[{\"status\":\"EC055\",\"message\":\"x\"}]}    | login_needed",
        "{\"status\":\"Ok\",\"errorCode\":\"EC044\",\"result\":\"\"}                      | login_needed",
        "{\"status\":\"Ok\",\"errorCode\":\"EC044\",\"result\":[]}                        | login_needed",
        "\uFEFF{\"status\":\"Not_Ok\",\"errorCode\":\"EC044\"}                           | login_needed",
      })
  void aFailureAtEitherLevelIsAFailure(String body, String label) {
    assertThat(failure(body).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"error\",\"description\":\"Invalid Token\"}  | Invalid Token",
        "{\"error\":\"rate limit\"}                            | rate limit",
        "{\"status\":\"Not_Ok\",\"message\":\"Invalid Token\"} | Invalid Token",
        "{\"status\":\"error\",\"message\":\"Session is over\"} | Session is over",
        "{\"status\":\"Not_Ok\",\"message\":\"Invalid Token\",\"result\":\"\"} | Invalid Token",
        "{\"status\":\"Not_Ok\",\"result\":\"Invalid Token\"} | Invalid Token",
        "{\"status\":\"Not_Ok\",\"message\":\"Success\",\"result\":[{\"emsg\":\"Invalid Token\"}]} | Invalid Token",
        "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":\"Invalid Token\"} | Invalid Token",
        "{\"status\":\"Ok\",\"message\":\"Invalid Token\",\"result\":\"\"} | Invalid Token",
        "{\"status\":\"Ok\",\"message\":\"Invalid Token\"} | Invalid Token",
        "{\"Message\":\"User is not authorized\"} | User is not authorized",
        "{\"status\":\"error\",\"error\":{\"message\":\"Invalid Token\"}} | Invalid Token",
        "{\"errors\":[{\"error_message\":\"Invalid Token\"}]} | Invalid Token",
        "{\"errors\":[\"Invalid Token\"]} | Invalid Token",
        "{\"errors\":{\"token\":\"is invalid\"}} | is invalid",
        "{\"status\":\"Invalid Token\"} | Invalid Token",
        "{\"why\":\"Invalid Token\"} | Invalid Token",
      })
  void anObjectThatRefusesInWordsIsRefusedWithThem(String body, String words) {
    assertThat(failure(body))
        .isEqualTo(
            new CandleFailure.Rejected("Not_Ok", "the broker refuses the request: Not_Ok " + words))
        .asInstanceOf(InstanceOfAssertFactories.type(CandleFailure.Rejected.class))
        .returns(true, CandleFailure.Rejected::inWords);
  }

  @Test
  void theRefusalOfASourceAddressNamesTheRemedy() {
    assertThat(failure("{\"status\":\"Ok\",\"result\":[{\"status\":\"EC500\"}]}").message())
        .contains("registered IPv4 address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC916", "EC918", "EC920", "EC922", "EC926"})
  void aCodeOfNothingThereIsNoFailure(String code) throws Exception {
    String nested = "{\"status\":\"Ok\",\"result\":[{\"status\":\"%s\"}]}".formatted(code);
    assertThat(Envelope.result(nested).isEmpty()).isTrue();
    String outer = "{\"status\":\"Not_Ok\",\"message\":\"%s none\"}".formatted(code);
    assertThat(Envelope.result(outer).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"status\":\"Ok\",\"res",
        "[]",
        "{}",
        "\"Ok\"",
        "<html>",
        "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":\"\"}",
        "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":\"[[1, 2\"}",
        "{\"type\":\"x\",\"data\":[{\"symbol\":\"TCS\",\"name\":\"Tata Consultancy\"}]}"
      })
  void anAnswerWithoutAnEnvelopeIsMalformed(String body) {
    assertThat(failure(body)).isInstanceOf(CandleFailure.Malformed.class);
  }

  @Test
  void aMessageNeverQuotesAnUnreadableAnswer() {
    assertThatThrownBy(() -> Envelope.json("secret-text"))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageContaining("11 characters")
        .hasMessageNotContaining("secret");
  }
}
