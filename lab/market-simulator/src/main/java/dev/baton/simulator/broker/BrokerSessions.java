package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.baton.market.MarketTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Auth codes and session tokens. A code is valid for one login on its day; a token expires at midnight, Asia/Kolkata, of market
 * time. Thread-safe.
 */
public final class BrokerSessions {

  private final String clientId;
  private final String appSecret;
  private final boolean single;
  private final Set<String> codes = new LinkedHashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, Instant> tokens = new HashMap<>();
  private LocalDate codesOf = LocalDate.MIN;
  private int issued;

  /**
   * @param single whether a login ends earlier sessions
   */
  public BrokerSessions(String clientId, String appSecret, boolean single) {
    this.clientId = requireNonNull(clientId, "clientId is null");
    this.appSecret = requireNonNull(appSecret, "appSecret is null");
    this.single = single;
  }

  /** An unused code of the day, as a person brings it from the broker's login page. */
  public synchronized String authCode(Instant now) {
    newDay(now);
    if (codes.isEmpty()) {
      codes.add(
          String.format(
              Locale.ROOT,
              "SIM%s%02d",
              MarketTime.date(now).toString().replace("-", ""),
              ++issued));
    }
    return codes.iterator().next();
  }

  /**
   * Adds a code of the caller's own, as if a person had brought it.
   *
   * @throws IllegalArgumentException if it is empty or was used before
   */
  public synchronized void offer(String authCode, Instant now) {
    newDay(now);
    if (authCode.isBlank()) {
      throw new IllegalArgumentException("an auth code is not empty");
    }
    if (used.contains(authCode)) {
      throw new IllegalArgumentException("that auth code was used before");
    }
    codes.add(authCode);
  }

  /**
   * Logs in with one of the day's codes.
   *
   * @param checkSum lower-case hexadecimal SHA-256 of client id, code and secret
   * @return the token; empty if no unused code of the day has that checksum
   */
  public synchronized Optional<String> login(String checkSum, Instant now) {
    newDay(now);
    Optional<String> offered =
        codes.stream()
            .filter(code -> sha256(clientId + code + appSecret).equalsIgnoreCase(checkSum))
            .findFirst();
    return offered.map(code -> session(code, now));
  }

  private String session(String code, Instant now) {
    codes.remove(code);
    used.add(code);
    if (single) {
      tokens.clear();
    }
    Instant expiry = MarketTime.startOf(MarketTime.date(now).plusDays(1));
    String token = token(now, expiry);
    tokens.put(token, expiry);
    return token;
  }

  /** Whether the token is of a session that has not ended. */
  public synchronized boolean valid(String token, Instant now) {
    Instant expiry = tokens.get(token);
    return expiry != null && now.isBefore(expiry);
  }

  /** Ends a session. */
  public synchronized void end(String token) {
    tokens.remove(token);
  }

  private void newDay(Instant now) {
    LocalDate today = MarketTime.date(now);
    if (!today.equals(codesOf)) {
      codes.clear();
      codesOf = today;
      issued = 0;
      tokens.values().removeIf(expiry -> !now.isBefore(expiry));
    }
  }

  /** Shaped like a JSON Web Token, with the claims that clients read. */
  private String token(Instant now, Instant expiry) {
    String header = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String claims =
        encode(
            "{\"preferred_username\":\"%s\",\"iat\":%s,\"exp\":%s,\"jti\":\"%s\"}"
                .formatted(clientId, now.getEpochSecond(), expiry.getEpochSecond(), used.size()));
    return header + "." + claims + "." + encode(sha256(header + claims + appSecret));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
