package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.runtime.broker.SessionState.BrokerSession;
import dev.baton.runtime.broker.SessionState.Held;
import dev.baton.runtime.broker.SessionState.LoginNeeded;
import dev.baton.runtime.broker.SessionState.Shared;
import dev.baton.runtime.broker.SessionState.Unread;
import dev.baton.runtime.broker.SessionState.Unstored;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The one session of the account, shared by both services through the database (ADR 26). It expires at midnight at the
 * exchange; then a person has to supply the day's auth code. A session that the broker refuses is not tried again: the
 * service waits for a login, here or at the other service.
 */
@Singleton
public class BrokerSessions {

  private static final Logger LOG = Logger.getLogger(BrokerSessions.class);

  /** While a login is needed, the shared row is not read again before its last reading is that old; real time. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final int STORE_ATTEMPTS = 3;

  /** Between two attempts to store a session; real time. */
  private static final Duration STORE_PAUSE = Duration.ofMillis(100);

  private final BrokerDatabase database;
  private final SessionHolder session;
  private final BrokerCalls calls;
  private final BrokerState broker;
  private final SlotClock clock;
  private final BrokerConfig config;

  BrokerSessions(
      BrokerDatabase database,
      BrokerCalls calls,
      BrokerState broker,
      SlotClock clock,
      Generation generation,
      BrokerConfig config) {
    this.database = database;
    this.session = new SessionHolder(new SessionRow(database, generation), clock);
    this.calls = calls;
    this.broker = broker;
    this.clock = clock;
    this.config = config;
  }

  /**
   * The token of a session that has not expired.
   *
   * @throws CandleSourceException if a login is needed, or the database cannot be used
   */
  String token() throws CandleSourceException {
    while (true) {
      switch (session.current()) {
        case Held held -> {
          broker.loggedIn();
          return held.session().token();
        }
        case LoginNeeded needed when needed.readWithin(POLL, System.nanoTime()) ->
            throw loginNeeded(needed.why());
        case Unread unread -> session.read(unread);
        case LoginNeeded needed -> session.read(needed);
      }
    }
  }

  /**
   * The broker has refused that token.
   *
   * @return another token, if there has been a login meanwhile
   * @throws CandleSourceException if the database cannot be used
   */
  Optional<String> refused(String token) throws CandleSourceException {
    if (session.current() instanceof Held held && !held.session().token().equals(token)) {
      return Optional.of(held.session().token());
    }
    if (session.refused(token) instanceof Held held) {
      return Optional.of(held.session().token());
    }
    loginNeeded(SessionState.REFUSED);
    return Optional.empty();
  }

  private CandleSourceException loginNeeded(String why) {
    String message = "login needed: " + why + "; POST the day's auth code to /api/broker/session";
    broker.loginNeeded(message);
    return new CandleSourceException(new CandleFailure.LoginNeeded(message));
  }

  /** The session as the shared row has it now, or as only this process has it. */
  public SessionStatus status() {
    SessionState known = session.current();
    try {
      SessionStatus status =
          SessionStatus.of(known instanceof Shared shared ? session.read(shared) : known);
      return broker.doubtsSession() ? status.doubted(broker.now().reason()) : status;
    } catch (CandleSourceException e) {
      return SessionStatus.unknown(e.getMessage());
    }
  }

  /** Expiry of the session in market time, as this process knows it; empty if it knows none. Calls no database. */
  Optional<Instant> validUntil() {
    return session.current() instanceof Held held
        ? Optional.of(held.session().expiresAt())
        : Optional.empty();
  }

  /** Stores a session that could not be stored, and reads the shared row; for a heartbeat. */
  void refresh() {
    try {
      if (session.current() instanceof Unstored unstored) {
        session.store(unstored);
      }
      if (session.current() instanceof Shared shared) {
        session.read(shared);
      }
    } catch (CandleSourceException e) {
      // BrokerState has logged it.
      return;
    }
  }

  /**
   * Opens a session with an auth code. The broker is called once, whatever the result, and not at all if the session in force
   * was opened with the same code. One login at a time, over both services.
   *
   * @throws CandleSourceException if the broker refuses the login, cannot be reached, or its answer is lost, or if the
   *     database cannot be used; the message says which
   * @throws IllegalStateException if the account's settings are missing, or another login does not end; the message says so
   */
  public SessionStatus login(String authCode) throws CandleSourceException, InterruptedException {
    BrokerLogin login = new BrokerLogin(authCode, calls, config);
    try (LoginClaim _ = LoginClaim.take(database, config.callTimeout())) {
      store();
      if (session.current() instanceof Shared shared) {
        session.read(shared);
      }
      if (!(session.current() instanceof Held held
          && held.session().login().equals(login.hash()))) {
        Instant obtainedAt = clock.now();
        BrokerSession opened = login.open(obtainedAt);
        session.opened(opened, obtainedAt);
        broker.sessionOpened();
        LOG.infof("broker_session=opened expires_at=%s", MarketTime.offset(opened.expiresAt()));
      }
      broker.loggedIn();
      store();
      return status();
    }
  }

  /** Tries a few times to store a session that only this process has. */
  private void store() throws InterruptedException {
    for (int attempt = 1; session.current() instanceof Unstored unstored; attempt++) {
      try {
        session.store(unstored);
      } catch (CandleSourceException e) {
        if (attempt == STORE_ATTEMPTS) {
          LOG.warnf(
              "broker_session=unstored reason=\"%s\"; the heartbeat tries again", e.getMessage());
          return;
        }
        Thread.sleep(STORE_PAUSE);
      }
    }
  }
}
