package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the broker and how it travels.
 *
 * @param status HTTP
 * @param contentType of the body
 * @param headers besides the usual
 * @param latency market time that it takes instead of the broker's usual one
 * @param outcome the name in the call log
 */
public record Reply(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    Transport transport,
    Optional<Duration> latency,
    String outcome) {

  /** How an answer travels. */
  public sealed interface Transport {
    /** At once and whole. */
    record Whole() implements Transport {}

    /** In pieces, over that real time. */
    record Slow(Duration over) implements Transport {}

    /** Not at all; the connection is closed after that real time. */
    record Never(Duration within) implements Transport {}
  }

  private static final String OK = "ok";

  private static final String JSON = "application/json";

  public Reply {
    requireNonNull(contentType, "contentType is null");
    requireNonNull(body, "body is null");
    requireNonNull(transport, "transport is null");
    requireNonNull(latency, "latency is null");
    requireNonNull(outcome, "outcome is null");
    headers = Map.copyOf(headers);
  }

  private static Reply of(int status, byte[] body, String contentType) {
    return new Reply(
        status, contentType, body, Map.of(), new Transport.Whole(), Optional.empty(), OK);
  }

  static Reply json(int status, String body) {
    return of(status, body.getBytes(UTF_8), JSON);
  }

  static Reply ok(byte[] body, String contentType) {
    return of(200, body, contentType);
  }

  static Reply ok(String result) {
    return json(200, "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":" + result + "}");
  }

  /** The outer envelope says that it failed, and why in the words of the code. */
  static Reply notOk(int status, String code) {
    return failed(status, code + " " + ErrorCode.text(code)).as(code.toLowerCase(Locale.ROOT));
  }

  /** The outer envelope says that it failed, for a reason without a code. */
  static Reply failed(int status, String message) {
    return json(status, "{\"status\":\"Not_Ok\",\"message\":\"" + message + "\"}").as("failed");
  }

  /** The outer envelope says Ok, the result does not: the real API reports a bad request so. */
  static Reply nested(String code) {
    return ok("[" + refusal(code) + "]").as(code.toLowerCase(Locale.ROOT));
  }

  /** The element of a result that says why this operation failed. */
  static String refusal(String code) {
    return "{\"status\":\"%s\",\"message\":\"%s\"}".formatted(code, ErrorCode.text(code));
  }

  /** This reply under that name in the call log. */
  Reply as(String otherOutcome) {
    return new Reply(status, contentType, body, headers, transport, latency, otherOutcome);
  }

  Reply with(String name, String value) {
    return new Reply(status, contentType, body, Map.of(name, value), transport, latency, outcome);
  }

  Reply over(Transport other) {
    return new Reply(status, contentType, body, headers, other, latency, outcome);
  }

  Reply withBody(byte[] other) {
    return new Reply(status, contentType, other, headers, transport, latency, outcome);
  }

  Reply after(Duration otherLatency) {
    return new Reply(
        status, contentType, body, headers, transport, Optional.of(otherLatency), outcome);
  }
}
