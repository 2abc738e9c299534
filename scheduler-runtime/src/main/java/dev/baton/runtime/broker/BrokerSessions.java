package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The one session of the account, shared by both services through the database. It ends at midnight at the exchange; a
 * person has to supply the day's auth code. A session that the broker refuses is never tried again: the service waits
 * until somebody logs in, here or at the other service.
 */
@Singleton
public class BrokerSessions {

  private static final Logger LOG = Logger.getLogger(BrokerSessions.class);

  /** How often the shared row is read again while there is no session; real time. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * The session as it may be shown: without its token.
   *
   * @param state {@code valid} or {@code login_needed}
   * @param expiresAt market time; empty without a session
   */
  public record Shown(String state, Optional<Instant> expiresAt, String reason) {}

  private record Session(String token, Instant expiresAt) {}

  private final BrokerDatabase database;
  private final BrokerCalls calls;
  private final BrokerState state;
  private final SlotClock clock;
  private final Generation generation;
  private final BrokerConfig config;
  private Optional<Session> current = Optional.empty();
  private Optional<Long> lastPoll = Optional.empty();

  BrokerSessions(
      BrokerDatabase database,
      BrokerCalls calls,
      BrokerState state,
      SlotClock clock,
      Generation generation,
      BrokerConfig config) {
    this.database = database;
    this.calls = calls;
    this.state = state;
    this.clock = clock;
    this.generation = generation;
    this.config = config;
  }

  /**
   * The token of a session that has not ended.
   *
   * @throws CandleSourceException if somebody has to log in, or the database is away
   */
  synchronized String token() throws CandleSourceException {
    if (current.filter(this::lasts).isEmpty()) {
      if (lastPoll.isPresent() && System.nanoTime() - lastPoll.get() < POLL.toNanos()) {
        throw loginNeeded("no valid session");
      }
      lastPoll = Optional.of(System.nanoTime());
      current = stored().filter(this::lasts);
    }
    if (current.isEmpty()) {
      throw loginNeeded("no session for this date");
    }
    lastPoll = Optional.empty();
    state.loggedIn();
    return current.get().token();
  }

  /**
   * The broker refused that token.
   *
   * @return another token, if somebody has logged in meanwhile
   */
  synchronized Optional<String> refused(String token) throws CandleSourceException {
    current = stored().filter(this::lasts);
    if (current.isPresent() && !current.get().token().equals(token)) {
      return current.map(Session::token);
    }
    current = Optional.empty();
    lastPoll = Optional.of(System.nanoTime());
    inDatabase(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update broker_session set state = 'login_needed', token = null where id = 1 and token = ?")) {
            statement.setString(1, token);
            return statement.executeUpdate();
          }
        });
    loginNeeded("the broker refused the session");
    return Optional.empty();
  }

  private CandleSourceException loginNeeded(String why) {
    String message = "login needed: " + why + "; POST the day's auth code to /api/broker/session";
    state.loginNeeded(message);
    return new CandleSourceException(new CandleFailure.LoginNeeded(message));
  }

  private boolean lasts(Session session) {
    return clock.now().isBefore(session.expiresAt());
  }

  /** The session as the other service sees it too. */
  public Shown shown() {
    try {
      Optional<Session> valid = stored().filter(this::lasts);
      return valid
          .map(session -> new Shown("valid", Optional.of(session.expiresAt()), ""))
          .orElseGet(
              () ->
                  new Shown(
                      "login_needed",
                      Optional.empty(),
                      "POST the day's auth code to /api/broker/session"));
    } catch (CandleSourceException e) {
      return new Shown("unknown", Optional.empty(), e.getMessage());
    }
  }

  /**
   * Opens a session with an auth code, which is good for one login.
   *
   * @throws CandleSourceException if the broker refuses it or cannot be reached
   * @throws IllegalStateException if the account's settings are missing; the message names them
   */
  public Shown login(String authCode) throws CandleSourceException, InterruptedException {
    String clientId =
        config.clientId().orElseThrow(() -> new IllegalStateException("baton.broker.client-id is not set"));
    String secret =
        config.appSecret().orElseThrow(() -> new IllegalStateException("baton.broker.app-secret is not set"));
    String checksum = sha256(clientId + authCode + secret);
    JsonNode body = JsonNodeFactory.instance.objectNode().put("checkSum", checksum);
    Instant now = clock.now();
    String token =
        calls.call(
            CallEntry.session(),
            (client, call) -> calls.api().session(client, call, body),
            text -> new BrokerCalls.Read<>(token(text), 0, 0));
    Session session =
        new Session(token, MarketTime.startOf(MarketTime.date(now).plusDays(1)));
    store(session, now, sha256(checksum));
    synchronized (this) {
      current = Optional.of(session);
    }
    state.loggedIn();
    LOG.infof("broker_session=opened expires_at=%s", MarketTime.offset(session.expiresAt()));
    return new Shown("valid", Optional.of(session.expiresAt()), "");
  }

  private static String token(String body) throws CandleSourceException {
    JsonNode root = Envelope.json(body);
    String token = Envelope.text(root, "userSession");
    if (!Envelope.text(root, "status").equalsIgnoreCase("Ok") || token.isEmpty()) {
      throw new CandleSourceException(
          new CandleFailure.Rejected(
              "Not_Ok",
              "the broker refuses the login: " + Secrets.scrub(Envelope.text(root, "message", "emsg"))));
    }
    return token;
  }

  private Optional<Session> stored() throws CandleSourceException {
    return inDatabase(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "select token, expires_at from broker_session where id = 1 and state = 'valid'");
              ResultSet rows = statement.executeQuery()) {
            return rows.next()
                ? Optional.of(
                    new Session(
                        rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant()))
                : Optional.empty();
          }
        });
  }

  private void store(Session session, Instant now, String login) throws CandleSourceException {
    inDatabase(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  insert into broker_session (id, token, login, state, obtained_by, obtained_at, expires_at)
                  values (1, ?, ?, 'valid', ?, ?, ?)
                  on conflict (id) do update set token = excluded.token, login = excluded.login, state = 'valid',
                    obtained_by = excluded.obtained_by, obtained_at = excluded.obtained_at,
                    expires_at = excluded.expires_at
                  """)) {
            statement.setString(1, session.token());
            statement.setString(2, login);
            statement.setString(3, generation.label());
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.setObject(5, session.expiresAt().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }

  private <T> T inDatabase(BrokerDatabase.Work<T> work) throws CandleSourceException {
    try {
      return database.call(work);
    } catch (BrokerDatabase.UnavailableException e) {
      throw new CandleSourceException(new CandleFailure.NotCalled(e.getMessage()));
    }
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
