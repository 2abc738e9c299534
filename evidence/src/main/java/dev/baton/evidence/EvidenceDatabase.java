package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Runs statements on the calling thread. Each has its connection no longer than it lasts. Safe for use by several threads. */
public final class EvidenceDatabase {

  /** A database that has not answered for this long counts as one that is away; real time. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Connections connections;

  /**
   * @param connections opens a connection for each statement or snapshot; it is closed afterwards
   */
  public EvidenceDatabase(Connections connections) {
    this.connections = requireNonNull(connections, "connections is null");
  }

  /** Opens connections to the database of the services, or takes them from a pool. */
  public interface Connections {
    Connection open() throws SQLException;
  }

  /** Statements on one connection. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Restores the state of a connection, also when the work fails, without hiding the failure. */
  private interface Restored extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  /**
   * Runs one statement and returns what it gives.
   *
   * @throws EvidenceUnavailableException if the database cannot be used
   */
  public <T> T run(Work<T> work) {
    try (Connection connection = connections.open()) {
      return within(SILENCE, connection, work);
    } catch (SQLException e) {
      if (away(e)) {
        throw new EvidenceUnavailableException(
            "the database cannot be used: " + SqlState.reason(e));
      }
      throw new IllegalStateException("the database refused a statement: " + e.getMessage(), e);
    }
  }

  /** Does the work on a connection that is closed if the database is silent for so long in real time. */
  public static <T> T within(Duration silence, Connection connection, Work<T> work)
      throws SQLException {
    int before = connection.getNetworkTimeout();
    try (Restored _ = () -> connection.setNetworkTimeout(Runnable::run, before)) {
      connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
      return work.on(connection);
    }
  }

  /**
   * Whether the reason is the connection, resources, a shutdown, tables that no service has made yet, or no answer of the
   * database at all. Every other state is a defect of ours.
   */
  private static boolean away(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.equals("42P01");
  }

  /**
   * Runs statements that all see the same moment: a publication that is stored meanwhile is seen whole or not at all.
   *
   * @throws EvidenceUnavailableException if the database cannot be used
   */
  <T> T snapshot(Work<T> work) {
    return run(
        connection -> {
          try (Restored _ = () -> connection.setAutoCommit(true);
              Statement begin = connection.createStatement()) {
            connection.setAutoCommit(false);
            begin.execute("set transaction isolation level repeatable read, read only");
            T result = work.on(connection);
            connection.commit();
            return result;
          }
        });
  }
}
