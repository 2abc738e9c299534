package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jboss.resteasy.reactive.RestResponse;

/** Translates the result of an HTTP exchange: an answer that can be read, or a failure. */
final class HttpAnswer {

  private HttpAnswer() {}

  /**
   * The value that the reader finds in the body of a success.
   *
   * @throws CandleSourceException for any other status, or if the body cannot be used
   */
  static <T> BrokerCalls.Read<T> read(RestResponse<String> response, BrokerCalls.Reader<T> reader)
      throws CandleSourceException {
    int status = response.getStatus();
    if (status == 401 || status == 429 || status >= 500) {
      throw new CandleSourceException(failed(status, response));
    }
    String text = text(response);
    if (status >= 300) {
      throw refused(status, text, reader);
    }
    try {
      return reader.read(text);
    } catch (CandleSourceException e) {
      throw e.failure() instanceof CandleFailure.Malformed
          ? Words.inPlaceOfData(text).map(_ -> inWords(status, text)).orElse(e)
          : e;
    }
  }

  /**
   * The failure of a status that says what it is. A code of the session or the range in the body says more, whatever the status;
   * any other code is quoted with the words.
   */
  private static CandleFailure failed(int status, RestResponse<String> response) {
    String body = textOrNone(response);
    Optional<CandleFailure> coded =
        Envelope.coded(body)
            .filter(
                failure ->
                    failure instanceof CandleFailure.LoginNeeded && status != 401
                        || failure instanceof CandleFailure.RangeTooLong && status >= 500);
    if (coded.isPresent()) {
      return coded.get();
    }
    String words = Words.of(body).map(of -> ": " + of).orElse("");
    return switch (status) {
      case 401 ->
          new CandleFailure.LoginNeeded("the broker refuses the session (HTTP 401)" + words);
      case 429 ->
          new CandleFailure.RateLimited(
              "too many calls (HTTP 429)" + words,
              retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
      default ->
          new CandleFailure.Unavailable("the broker failed (HTTP %s)%s".formatted(status, words));
    };
  }

  /**
   * The answer in an exception of the HTTP client.
   *
   * @param callTimeout the longest wait for an answer
   * @throws AttemptException if there was no answer
   */
  static RestResponse<String> thrown(Throwable cause, Duration callTimeout)
      throws AttemptException {
    if (cause instanceof WebApplicationException web) {
      return RestResponse.ResponseBuilder.<String>create(web.getResponse().getStatus()).build();
    }
    throw missing(cause, callTimeout);
  }

  private static AttemptException missing(Throwable cause, Duration callTimeout) {
    for (Throwable deep = cause; deep != null; deep = deep.getCause()) {
      if (neverConnected(deep)) {
        return new AttemptException(
            new CandleFailure.Unavailable("no connection came about: " + reason(deep)),
            AttemptException.Sent.NO);
      }
      if (deep instanceof TimeoutException || deep instanceof SocketTimeoutException) {
        return timedOut(callTimeout);
      }
    }
    return new AttemptException(
        new CandleFailure.Unavailable("the connection failed: " + reason(cause)),
        AttemptException.Sent.PERHAPS);
  }

  /** Netty's time-out of a connection attempt is a {@link ConnectException}, too. */
  private static boolean neverConnected(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException
        || cause instanceof SSLHandshakeException;
  }

  static AttemptException timedOut(Duration callTimeout) {
    return AttemptException.answered(
        new CandleFailure.TimedOut("no answer within %s ms".formatted(callTimeout.toMillis())));
  }

  private static String reason(Throwable cause) {
    return Secrets.scrub(String.valueOf(cause.getMessage()));
  }

  /** The failure of a refusal; its envelope may have the broker's own code. */
  private static CandleSourceException refused(
      int status, String body, BrokerCalls.Reader<?> reader) {
    try {
      reader.read(body);
    } catch (CandleSourceException e) {
      if (!(e.failure() instanceof CandleFailure.Malformed)) {
        return e;
      }
    }
    return inWords(status, body);
  }

  /** The failure of an answer that is none of the API; it may still have one of its codes. */
  private static CandleSourceException inWords(int status, String body) {
    return new CandleSourceException(
        Envelope.coded(body)
            .orElseGet(
                () ->
                    new CandleFailure.Rejected(
                        "HTTP " + status,
                        "the broker refuses the request (HTTP %s)%s"
                            .formatted(status, Words.of(body).map(of -> ": " + of).orElse("")))));
  }

  /** The words of a failure are for the operator; one whose body breaks off is the same failure. */
  private static String textOrNone(RestResponse<String> response) {
    try {
      return text(response);
    } catch (CandleSourceException e) {
      return "";
    }
  }

  /** The client converts the body of a success only; the body of an error is still a stream, in spite of its type. */
  private static String text(RestResponse<?> response) throws CandleSourceException {
    return switch (response.getEntity()) {
      case null -> "";
      case InputStream stream -> {
        try (stream) {
          yield new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
          throw new CandleSourceException(
              new CandleFailure.Malformed("the answer broke off: " + e.getMessage()));
        }
      }
      case Object converted -> converted.toString();
    };
  }

  private static Optional<Duration> retryAfter(String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.strip().matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())));
  }
}
