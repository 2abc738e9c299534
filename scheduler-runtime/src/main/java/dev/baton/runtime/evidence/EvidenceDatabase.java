package dev.baton.runtime.evidence;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Statements on the calling thread. Each holds its connection no longer than it lasts. */
@Singleton
public class EvidenceDatabase {

  /** A database that is silent for so long is treated as one that is away. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final DataSource source;

  EvidenceDatabase(DataSource source) {
    this.source = source;
  }

  /** Statements on one connection. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Puts a connection back into the state it came in, also when the work fails, without hiding why it did. */
  private interface Restored extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  /**
   * One statement.
   *
   * @throws EvidenceUnavailableException if the database cannot be used
   */
  public <T> T run(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      int before = connection.getNetworkTimeout();
      try (Restored _ = () -> connection.setNetworkTimeout(Runnable::run, before)) {
        connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
        return work.on(connection);
      }
    } catch (SQLException e) {
      if (away(e)) {
        throw new EvidenceUnavailableException(e.getMessage());
      }
      throw new IllegalStateException("the database refused a statement: " + e.getMessage(), e);
    }
  }

  /** Connection, resources, shut-down, or no answer of the database at all; whatever else it says is a defect of ours. */
  private static boolean away(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57");
  }

  /**
   * Statements that all see the same moment: a publication that is stored meanwhile is seen whole or not at all.
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
