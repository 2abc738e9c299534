package dev.baton.runtime.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process knows of the account's session. Immutable. A transition is a method of the states that allow it, so a
 * transition that is not allowed does not compile (ADR 26).
 */
sealed interface SessionState {

  /** Why a login is needed after a refusal. */
  String REFUSED = "the broker refused the session";

  /**
   * A session that the broker has opened.
   *
   * @param login hash of the login that opened it: the same for the same auth code
   * @param expiresAt market time
   */
  record BrokerSession(String token, String login, Instant expiresAt) {

    public BrokerSession {
      requireNonNull(token, "token is null");
      requireNonNull(login, "login is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }

    boolean lasts(Instant now) {
      return now.isBefore(expiresAt);
    }

    /** Without the token, which must not get into a log. */
    @Override
    public String toString() {
      return "BrokerSession[expiresAt=" + expiresAt + "]";
    }
  }

  /**
   * A reading of the row that both services share.
   *
   * @param session empty if the row has none
   * @param now market time of the reading
   * @param nanos {@link System#nanoTime} of the reading
   */
  record Reading(Optional<BrokerSession> session, Instant now, long nanos) {

    private Shared orLoginNeeded(String why) {
      return session
          .filter(found -> found.lasts(now))
          .<Shared>map(Stored::new)
          .orElseGet(() -> new LoginNeeded(why, nanos));
    }
  }

  /** The state at that market time: an expired session is none. */
  default SessionState at(Instant now) {
    return this;
  }

  /** A login of this process has opened a session, which ends any other. */
  default Unstored opened(BrokerSession session, Instant obtainedAt) {
    return new Unstored(session, obtainedAt, "not stored yet");
  }

  /** The broker has refused a token; the shared row was read after that token was removed from it. */
  default SessionState refused(String token, Reading row) {
    return row.orLoginNeeded(REFUSED);
  }

  /** A state in which this process knows no more than the shared row does. */
  sealed interface Shared extends SessionState {

    /** The shared row was read. */
    default Shared read(Reading row) {
      return row.orLoginNeeded("no session for this date");
    }
  }

  /** A state with a session that calls use. */
  sealed interface Held extends SessionState {

    BrokerSession session();

    @Override
    default SessionState at(Instant now) {
      return session().lasts(now) ? this : new Unread();
    }

    /** A session of another token stays: the refused call was on its way while that session was opened. */
    @Override
    default SessionState refused(String token, Reading row) {
      return session().token().equals(token) ? SessionState.super.refused(token, row) : this;
    }
  }

  /** The shared row has to be read: after a start, at midnight, and when the other service has a newer session. */
  record Unread() implements Shared {}

  /**
   * A person has to log in, at either service.
   *
   * @param readAt {@link System#nanoTime} of the reading of the shared row that showed it
   */
  record LoginNeeded(String why, long readAt) implements Shared {

    /** Whether the shared row was read within the last {@code age} of real time. */
    boolean readWithin(Duration age, long nanos) {
      return nanos - readAt < age.toNanos();
    }
  }

  /** The session is in the shared row: both services have it. */
  record Stored(BrokerSession session) implements Held, Shared {}

  /**
   * Only this process has the session yet. It is used all the same, because its auth code is used up.
   *
   * @param obtainedAt market time
   * @param why the shared row does not have it yet
   */
  record Unstored(BrokerSession session, Instant obtainedAt, String why) implements Held {

    Stored stored() {
      return new Stored(session);
    }

    Unstored notStored(String reason) {
      return new Unstored(session, obtainedAt, reason);
    }

    /** The other service has stored a newer session, which has ended this one. */
    Unread superseded() {
      return new Unread();
    }
  }
}
