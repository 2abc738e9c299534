package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs statements on the calling thread. Each has its connection no longer than it lasts. Safe for use by several threads. */
public final class EvidenceDatabase {

  /** A database that has not answered for this long counts as one that is away; real time. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Longest wait for one of the connections at a time; real time. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Connections connections;
  private final int most;
  private final Semaphore free;

  /**
   * @param connections opens a connection for each statement or snapshot; it is closed afterwards
   */
  public EvidenceDatabase(Connections connections) {
    this(connections, Integer.MAX_VALUE);
  }

  /**
   * @param connections opens a connection for each statement or snapshot; it is closed afterwards
   * @param most connections that are open at a time, so that reading leaves enough for those who write (ADR 42)
   */
  public EvidenceDatabase(Connections connections, int most) {
    this.connections = requireNonNull(connections, "connections is null");
    this.most = most;
    this.free = new Semaphore(most, true);
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
    acquire();
    try {
      return connected(work);
    } finally {
      free.release();
    }
  }

  private void acquire() {
    try {
      if (free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new EvidenceUnavailableException(
        "the database cannot be used: none of the %s connections for reading was free in time"
            .formatted(most));
  }

  private <T> T connected(Work<T> work) {
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
