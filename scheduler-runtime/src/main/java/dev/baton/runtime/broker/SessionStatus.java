package dev.baton.runtime.broker;

import dev.baton.runtime.broker.SessionState.Held;
import dev.baton.runtime.broker.SessionState.LoginNeeded;
import dev.baton.runtime.broker.SessionState.Stored;
import dev.baton.runtime.broker.SessionState.Unread;
import dev.baton.runtime.broker.SessionState.Unstored;
import java.time.Instant;
import java.util.Optional;

/**
 * The account's session without its token.
 *
 * @param state {@code valid}, {@code login_needed}, {@code doubtful} while the broker refuses calls in words that may mean the
 *     session, or {@code unknown} while the database is away
 * @param expiresAt market time; empty without a session
 * @param reason for the operator; empty if all is well
 */
public record SessionStatus(String state, Optional<Instant> expiresAt, String reason) {

  private static final String VALID = "valid";

  static SessionStatus of(SessionState state) {
    return switch (state) {
      case Stored stored -> valid(stored, "");
      case Unstored unstored ->
          valid(unstored, "only this service has it until it can be stored: " + unstored.why());
      case Unread _, LoginNeeded _ ->
          new SessionStatus(
              "login_needed", Optional.empty(), "POST the day's auth code to /api/broker/session");
    };
  }

  static SessionStatus unknown(String reason) {
    return new SessionStatus("unknown", Optional.empty(), reason);
  }

  /** This status while the broker refuses calls with these words. */
  SessionStatus doubted(String words) {
    return state.equals(VALID)
        ? new SessionStatus(
            "doubtful", expiresAt, words + "; if the broker means the session, log in again")
        : this;
  }

  private static SessionStatus valid(Held held, String reason) {
    return new SessionStatus(VALID, Optional.of(held.session().expiresAt()), reason);
  }
}
