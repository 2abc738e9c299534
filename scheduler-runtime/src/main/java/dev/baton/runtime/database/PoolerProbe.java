package dev.baton.runtime.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Finds out by the process ids of the server whether connections keep their server connection. */
final class PoolerProbe {

  /** A first round suffices for a pooler that nobody else uses; others may take its server connections meanwhile. */
  private static final int ROUNDS = 10;

  private PoolerProbe() {}

  /** Opens connections to the address that is probed. */
  interface Connections {
    Connection open() throws SQLException;
  }

  /**
   * Whether a server connection changes between the transactions of a connection, or serves two open ones.
   *
   * @throws SQLException if there is no connection or no transaction
   */
  static boolean changes(Connections connections) throws SQLException {
    try (Connection one = connections.open();
        Connection other = connections.open()) {
      for (int round = 0; round < ROUNDS; round++) {
        int before = server(one);
        other.setAutoCommit(false);
        int during = server(other);
        int after = server(one);
        other.rollback();
        other.setAutoCommit(true);
        if (before == during || before != after) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Runs a transaction.
   *
   * @throws SQLException if there is no connection or no transaction
   */
  static void transaction(Connections connections) throws SQLException {
    try (Connection connection = connections.open()) {
      connection.setAutoCommit(false);
      server(connection);
      connection.rollback();
      connection.setAutoCommit(true);
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
