package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.broker.SessionState.BrokerSession;
import dev.baton.runtime.broker.SessionState.Unstored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/** The row of {@code broker_session} that both services share. Each method throws if the database cannot be used. */
final class SessionRow {

  private final BrokerDatabase database;
  private final Generation generation;

  SessionRow(BrokerDatabase database, Generation generation) {
    this.database = database;
    this.generation = generation;
  }

  /** The session in the row, whether it has expired or not; empty if a login is needed. */
  Optional<BrokerSession> read() throws CandleSourceException {
    return database.call(SessionRow::read);
  }

  /**
   * Removes a session that the broker has refused.
   *
   * @return the session in the row after that: of another login, or empty
   */
  Optional<BrokerSession> refuse(String token) throws CandleSourceException {
    return database.call(
        connection -> {
          BrokerDatabase.update(
              connection,
              "update broker_session set state = 'login_needed', token = null where id = 1 and token = ?",
              token);
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
    Instant obtainedAt = unstored.obtainedAt();
    return database.update(
            """
            update broker_session
            set token = ?, login = ?, state = 'valid', obtained_by = ?, obtained_at = ?, expires_at = ?
            where id = 1 and (state = 'login_needed' or obtained_at <= ?)
            """,
            session.token(),
            session.login(),
            generation,
            obtainedAt,
            session.expiresAt(),
            obtainedAt)
        == 1;
  }

  private static Optional<BrokerSession> read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            BrokerDatabase.prepare(
                connection,
                "select token, login, expires_at from broker_session where id = 1 and state = 'valid'");
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
}
