package dev.baton.runtime.settings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Finds out by the process ids of the server whether connections keep their server connection. Each statement is used once, so the
 * driver gives it no name: a name that is left on a shared server connection fails the next probe.
 */
final class PoolerProbe {

  /** A first round suffices for a pooler that nobody else uses; others may take its server connections meanwhile. */
  private static final int ROUNDS = 10;

  private PoolerProbe() {}

  /** Opens connections to the address that is probed. */
  interface Connections {
    Connection open() throws SQLException;
  }

  /**
   * Whether two open connections share a server connection, or one of them has several. It needs no more than one server
   * connection at a time: a pool may be as small.
   *
   * @throws SQLException if there is no connection, or it cannot be used
   */
  static boolean shares(Connections connections) throws SQLException {
    try (Connection one = connections.open();
        Connection other = connections.open()) {
      int first = server(one);
      int second = server(other);
      boolean shares = first == second;
      for (int round = 1; round < ROUNDS && !shares; round++) {
        // One is asked twice: a pooler that takes its server connections in turn may have as many
        // as there are connections here.
        shares = server(one) != first || server(one) != first || server(other) != second;
      }
      return shares;
    }
  }

  /**
   * Runs a transaction.
   *
   * @throws SQLException if there is no connection or no transaction
   */
  static void transaction(Connections connections) throws SQLException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      statement.execute("begin");
      server(connection);
      statement.execute("rollback");
    }
  }

  private static int server(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
