package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.runtime.broker.SessionState.BrokerSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** One login with one auth code. The broker accepts a code once, so the call is made once, whatever its result. */
final class BrokerLogin {

  private final BrokerCalls calls;
  private final String checksum;

  /**
   * Nothing is sent yet.
   *
   * @throws IllegalStateException if the account's settings are missing
   */
  BrokerLogin(String authCode, BrokerCalls calls, BrokerConfig config) {
    String clientId = required("client-id", config.clientId());
    String secret = required("app-secret", config.appSecret());
    this.calls = calls;
    this.checksum = sha256(clientId + authCode + secret);
  }

  /** The hash that tells two logins with the same auth code; it does not show the code. */
  String hash() {
    return sha256(checksum);
  }

  /**
   * Opens the session.
   *
   * @param now market time; the session expires at the midnight that follows, at the exchange
   * @throws CandleSourceException if the broker refuses the login, cannot be reached, or its answer is lost; the message says
   *     which, and whether the code can still be used
   */
  BrokerSession open(Instant now) throws CandleSourceException, InterruptedException {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("checkSum", checksum);
    try {
      String token =
          calls.once(
              CallEntry.session(),
              (client, call) -> calls.api().session(client, call, body),
              text -> new BrokerCalls.Read<>(token(text), 0, 0));
      return new BrokerSession(token, hash(), MarketTime.startOf(MarketTime.date(now).plusDays(1)));
    } catch (AttemptException e) {
      throw new CandleSourceException(failure(e));
    }
  }

  /** Says first whether the auth code can still be used: the person who sent it needs to know. */
  private static CandleFailure failure(AttemptException e) {
    String message = e.failure().message();
    if (e.ambiguous()) {
      return new CandleFailure.Unavailable(
          "the login may have succeeded, but its answer is lost: "
              + message
              + "; an earlier session may have ended, and the auth code may be used up: get a new one and log in again");
    }
    return switch (e.failure()) {
      case CandleFailure.LoginNeeded _ ->
          new CandleFailure.Rejected("401", "the broker refuses the login: " + message);
      case CandleFailure _ when e.sent() == AttemptException.Sent.NO ->
          new CandleFailure.NotCalled(
              "the login was not sent, the auth code can still be used: " + message);
      case CandleFailure failure -> failure;
    };
  }

  private static String token(String body) throws CandleSourceException {
    JsonNode root = Envelope.json(body);
    if (!Envelope.text(root, "status").equalsIgnoreCase("Ok")) {
      throw new CandleSourceException(
          new CandleFailure.Rejected(
              "Not_Ok", "the broker refuses the login: " + Secrets.scrub(Words.withCode(root))));
    }
    String token = Envelope.text(root, "userSession");
    if (token.isEmpty()) {
      throw Envelope.malformed("the answer is a success without a session");
    }
    return token;
  }

  private static String required(String setting, Optional<String> value) {
    return value.orElseThrow(
        () -> new IllegalStateException("baton.broker." + setting + " is not set"));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
