package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.broker.SessionState.BrokerSession;
import dev.baton.runtime.broker.SessionState.Unstored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The row of {@code broker_session} that both services share. Each method throws if the database cannot be used. */
final class SessionRow {

  private static final String READ =
      "select token, login, expires_at from broker_session where id = 1 and state = 'valid'";

  private static final String REFUSE =
      "update broker_session set state = 'login_needed', token = null where id = 1 and token = ?";

  private static final String STORE =
      """
      update broker_session
      set token = ?, login = ?, state = 'valid', obtained_by = ?, obtained_at = ?, expires_at = ?
      where id = 1 and (state = 'login_needed' or obtained_at <= ?)
      """;

  private static final String CLAIM =
      """
      update broker_session set login_by = ?, login_until = clock_timestamp() + make_interval(secs => ?)
      where id = 1 and login_until <= clock_timestamp()
      """;

  private static final String RELEASE =
      "update broker_session set login_until = '-infinity' where id = 1 and login_by = ?";

  private final BrokerDatabase database;
  private final Generation generation;

  SessionRow(BrokerDatabase database, Generation generation) {
    this.database = database;
    this.generation = generation;
  }

  /** The session in the row, whether it has expired or not; empty if a login is needed. */
  Optional<BrokerSession> read() throws CandleSourceException {
    return inDatabase(SessionRow::read);
  }

  /**
   * Removes a session that the broker has refused.
   *
   * @return the session in the row after that: of another login, or empty
   */
  Optional<BrokerSession> refuse(String token) throws CandleSourceException {
    return inDatabase(
        connection -> {
          try (PreparedStatement statement = BrokerDatabase.prepare(connection, REFUSE)) {
            statement.setString(1, token);
            statement.executeUpdate();
          }
          return read(connection);
        });
  }

  /**
   * Stores a session, unless the other service has stored a newer one.
   *
   * @return whether it is stored
   */
  boolean store(Unstored unstored) throws CandleSourceException {
    BrokerSession session = unstored.session();
    OffsetDateTime obtainedAt = unstored.obtainedAt().atOffset(ZoneOffset.UTC);
    return updated(
        STORE,
        statement -> {
          statement.setString(1, session.token());
          statement.setString(2, session.login());
          statement.setString(3, generation.label());
          statement.setObject(4, obtainedAt);
          statement.setObject(5, session.expiresAt().atOffset(ZoneOffset.UTC));
          statement.setObject(6, obtainedAt);
        });
  }

  /**
   * Claims the right to log in, which ends by itself after {@code lease} of real time.
   *
   * @return whether no other login has the claim
   */
  boolean claimLogin(UUID attempt, Duration lease) throws CandleSourceException {
    return updated(
        CLAIM,
        statement -> {
          statement.setObject(1, attempt);
          statement.setDouble(2, lease.toNanos() / 1e9);
        });
  }

  /** Ends the claim of that login. */
  void releaseLogin(UUID attempt) throws CandleSourceException {
    updated(RELEASE, statement -> statement.setObject(1, attempt));
  }

  private static Optional<BrokerSession> read(Connection connection) throws SQLException {
    try (PreparedStatement statement = BrokerDatabase.prepare(connection, READ);
        ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new BrokerSession(
                  rows.getString(1),
                  Objects.requireNonNullElse(rows.getString(2), ""),
                  rows.getObject(3, OffsetDateTime.class).toInstant()))
          : Optional.empty();
    }
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private boolean updated(String sql, Parameters parameters) throws CandleSourceException {
    return inDatabase(
        connection -> {
          try (PreparedStatement statement = BrokerDatabase.prepare(connection, sql)) {
            parameters.set(statement);
            return statement.executeUpdate() == 1;
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
}
