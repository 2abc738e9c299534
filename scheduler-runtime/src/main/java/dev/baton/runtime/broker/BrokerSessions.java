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
import java.util.UUID;
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

  /** How often a heartbeat reads it; real time. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** A login that does not end counts as given up so long after its call has timed out; real time. */
  private static final Duration CLAIM = Duration.ofSeconds(60);

  /** How long a login waits for another one to end, and looks for it how often; real time. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int STORE_ATTEMPTS = 3;

  private static final String STORED =
      "select token, expires_at, login from broker_session where id = 1 and state = 'valid'";

  private static final String REFUSED =
      "update broker_session set state = 'login_needed', token = null where id = 1 and token = ?";

  private static final String BEGIN_LOGIN =
      """
      update broker_session set login_by = ?, login_until = clock_timestamp() + make_interval(secs => ?)
      where id = 1 and login_until <= clock_timestamp()
      """;

  private static final String END_LOGIN =
      "update broker_session set login_until = '-infinity' where id = 1 and login_by = ?";

  private static final String STORE =
      """
      update broker_session
      set token = ?, login = ?, state = 'valid', obtained_by = ?, obtained_at = ?, expires_at = ?
      where id = 1 and (obtained_at is null or obtained_at <= ?)
      """;

  /**
   * The session as it may be shown: without its token.
   *
   * @param state {@code valid} or {@code login_needed}
   * @param expiresAt market time; empty without a session
   */
  public record Shown(String state, Optional<Instant> expiresAt, String reason) {}

  private record Session(String token, Instant expiresAt) {}

  /** A session that only this process has yet. */
  private record Unstored(Session session, Instant obtainedAt, String login, String why) {}

  private final BrokerDatabase database;
  private final BrokerCalls calls;
  private final BrokerState state;
  private final SlotClock clock;
  private final Generation generation;
  private final BrokerConfig config;
  private Optional<Session> current = Optional.empty();
  private Optional<Unstored> unstored = Optional.empty();
  private Optional<Long> lastPoll = Optional.empty();
  private volatile Optional<Long> lastLook = Optional.empty();
  private volatile Optional<Instant> seenUntil = Optional.empty();

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
    Optional<Session> newer =
        current.filter(this::lasts).filter(session -> !session.token().equals(token));
    if (newer.isPresent()) {
      // The call was on its way while somebody logged in here.
      return newer.map(Session::token);
    }
    current = stored().filter(this::lasts);
    if (current.isPresent() && !current.get().token().equals(token)) {
      return current.map(Session::token);
    }
    current = Optional.empty();
    unstored = unstored.filter(pending -> !pending.session().token().equals(token));
    lastPoll = Optional.of(System.nanoTime());
    inDatabase(
        connection -> {
          try (PreparedStatement statement = BrokerDatabase.prepare(connection, REFUSED)) {
            statement.setString(1, token);
            return statement.executeUpdate();
          }
        });
    seenUntil = Optional.empty();
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
    Optional<Unstored> pending = pending();
    if (pending.isPresent()) {
      return shown(pending.get());
    }
    try {
      Optional<Session> valid = stored().filter(this::lasts);
      return valid
          .map(BrokerSessions::shown)
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

  private static Shown shown(Session session) {
    return new Shown("valid", Optional.of(session.expiresAt()), "");
  }

  private static Shown shown(Unstored pending) {
    return new Shown(
        "valid",
        Optional.of(pending.session().expiresAt()),
        "only this service has it until it can be stored: " + pending.why());
  }

  private synchronized Optional<Unstored> pending() {
    return unstored.filter(pending -> lasts(pending.session()));
  }

  /** Until when the session lasts that was seen last, in market time; empty if there was none. */
  Optional<Instant> validUntil() {
    return seenUntil.filter(until -> clock.now().isBefore(until));
  }

  /** Stores what could not be stored, and looks what is stored; for a heartbeat. */
  void look() {
    if (lastLook.filter(at -> System.nanoTime() - at < LOOK.toNanos()).isPresent()) {
      return;
    }
    lastLook = Optional.of(System.nanoTime());
    try {
      Optional<Unstored> pending = pending();
      if (pending.isPresent()) {
        store(pending.get());
      } else {
        stored();
      }
    } catch (CandleSourceException e) {
      // Told by the state already.
      return;
    }
  }

  /**
   * Opens a session with an auth code, which is good for one login: the broker is asked once, whatever comes of it, and
   * not at all if the session in force came of the same code. One login at a time, over both services.
   *
   * @throws CandleSourceException if the broker refuses it or cannot be reached, or if nobody can tell whether the login
   *     succeeded; the message says which
   * @throws IllegalStateException if the account's settings are missing, or another login does not end; the message says so
   */
  public Shown login(String authCode) throws CandleSourceException, InterruptedException {
    String clientId =
        config
            .clientId()
            .orElseThrow(() -> new IllegalStateException("baton.broker.client-id is not set"));
    String secret =
        config
            .appSecret()
            .orElseThrow(() -> new IllegalStateException("baton.broker.app-secret is not set"));
    String checksum = sha256(clientId + authCode + secret);
    UUID attempt = UUID.randomUUID();
    begin(attempt);
    try {
      return login(checksum, sha256(checksum));
    } finally {
      end(attempt);
    }
  }

  private Shown login(String checksum, String login)
      throws CandleSourceException, InterruptedException {
    Optional<Session> same = stored(Optional.of(login)).filter(this::lasts);
    if (same.isPresent()) {
      use(same.get(), Optional.empty());
      return shown(same.get());
    }
    Optional<Unstored> unfinished = pending().filter(pending -> pending.login().equals(login));
    if (unfinished.isPresent()) {
      return storedOrPending(unfinished.get());
    }
    JsonNode body = JsonNodeFactory.instance.objectNode().put("checkSum", checksum);
    Instant now = clock.now();
    String token;
    try {
      token =
          calls.once(
              CallEntry.session(),
              (client, call) -> calls.api().session(client, call, body),
              text -> new BrokerCalls.Read<>(token(text), 0, 0));
    } catch (AttemptException e) {
      throw loginFailure(e);
    }
    Session session = new Session(token, MarketTime.startOf(MarketTime.date(now).plusDays(1)));
    Unstored pending = new Unstored(session, now, login, "not stored yet");
    use(session, Optional.of(pending));
    LOG.infof("broker_session=opened expires_at=%s", MarketTime.offset(session.expiresAt()));
    return storedOrPending(pending);
  }

  /** The session is used from now on, also while it cannot be stored: its auth code is used up. */
  private void use(Session session, Optional<Unstored> pending) {
    synchronized (this) {
      current = Optional.of(session);
      unstored = pending;
    }
    seenUntil = Optional.of(session.expiresAt());
    state.loggedIn();
  }

  private Shown storedOrPending(Unstored pending) throws InterruptedException {
    Unstored still = pending;
    for (int i = 0; i < STORE_ATTEMPTS; i++) {
      try {
        store(pending);
        return shown(pending.session());
      } catch (CandleSourceException e) {
        still =
            new Unstored(pending.session(), pending.obtainedAt(), pending.login(), e.getMessage());
        Thread.sleep(PAUSE);
      }
    }
    LOG.warnf("broker_session=unstored reason=\"%s\"; it is tried again", still.why());
    return shown(still);
  }

  private void begin(UUID attempt) throws CandleSourceException, InterruptedException {
    double claim = (config.callTimeout().toNanos() + CLAIM.toNanos()) / 1e9;
    long deadline = System.nanoTime() + config.callTimeout().toNanos() + PATIENCE.toNanos();
    while (!claimed(attempt, claim)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "another login is under way; see GET /api/broker/session for what comes of it");
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean claimed(UUID attempt, double seconds) throws CandleSourceException {
    return inDatabase(
            connection -> {
              try (PreparedStatement statement = BrokerDatabase.prepare(connection, BEGIN_LOGIN)) {
                statement.setObject(1, attempt);
                statement.setDouble(2, seconds);
                return statement.executeUpdate();
              }
            })
        == 1;
  }

  private void end(UUID attempt) {
    try {
      inDatabase(
          connection -> {
            try (PreparedStatement statement = BrokerDatabase.prepare(connection, END_LOGIN)) {
              statement.setObject(1, attempt);
              return statement.executeUpdate();
            }
          });
    } catch (CandleSourceException e) {
      LOG.warnf("login=unended reason=\"%s\"; the next one has to wait a minute", e.getMessage());
    }
  }

  /** What the person who sent the code has to know above all: whether it can still be used. */
  private static CandleSourceException loginFailure(AttemptException e) {
    String message = e.failure().message();
    if (e.ambiguous()) {
      return new CandleSourceException(
          new CandleFailure.Unavailable(
              "the login may have succeeded, but its answer is lost: "
                  + message
                  + "; an earlier session may have ended, and the auth code may be used up: get a new one and log in again"));
    }
    return switch (e.failure()) {
      case CandleFailure.LoginNeeded _ ->
          new CandleSourceException(
              new CandleFailure.Rejected("401", "the broker refuses the login: " + message));
      case CandleFailure failure when e.sent() == AttemptException.Sent.NO ->
          new CandleSourceException(
              new CandleFailure.NotCalled(
                  "the login was not sent, the auth code can still be used: " + failure.message()));
      case CandleFailure failure -> new CandleSourceException(failure);
    };
  }

  private static String token(String body) throws CandleSourceException {
    JsonNode root = Envelope.json(body);
    if (!Envelope.text(root, "status").equalsIgnoreCase("Ok")) {
      throw new CandleSourceException(
          new CandleFailure.Rejected(
              "Not_Ok",
              "the broker refuses the login: "
                  + Secrets.scrub(Envelope.text(root, "message", "emsg"))));
    }
    String token = Envelope.text(root, "userSession");
    if (token.isEmpty()) {
      throw Envelope.malformed("the answer is a success without a session");
    }
    return token;
  }

  private Optional<Session> stored() throws CandleSourceException {
    return stored(Optional.empty());
  }

  /** The session in force, if there is one and it is of that login, where one is given. */
  private Optional<Session> stored(Optional<String> login) throws CandleSourceException {
    return inDatabase(
        connection -> {
          try (PreparedStatement statement = BrokerDatabase.prepare(connection, STORED);
              ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              seenUntil = Optional.empty();
              return Optional.empty();
            }
            Session session =
                new Session(rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            seenUntil = Optional.of(session.expiresAt());
            String of = rows.getString(3);
            return login.isEmpty() || login.get().equals(of)
                ? Optional.of(session)
                : Optional.empty();
          }
        });
  }

  /** Stores it unless the other service has a newer one, which has ended it. */
  private void store(Unstored pending) throws CandleSourceException {
    int stored =
        inDatabase(
            connection -> {
              try (PreparedStatement statement = BrokerDatabase.prepare(connection, STORE)) {
                statement.setString(1, pending.session().token());
                statement.setString(2, pending.login());
                statement.setString(3, generation.label());
                statement.setObject(4, pending.obtainedAt().atOffset(ZoneOffset.UTC));
                statement.setObject(5, pending.session().expiresAt().atOffset(ZoneOffset.UTC));
                statement.setObject(6, pending.obtainedAt().atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
              }
            });
    synchronized (this) {
      unstored = unstored.filter(other -> !other.session().equals(pending.session()));
      if (stored == 0) {
        current = current.filter(session -> !session.equals(pending.session()));
      }
    }
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
