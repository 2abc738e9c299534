package dev.baton.runtime.broker;

import dev.baton.test.postgres.TestPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A real PostgreSQL with the broker client's tables, which a test can take away. */
final class SwitchedDatabase implements DataSource {

  private final AgroalDataSource source;
  private volatile boolean away;
  private volatile boolean readOnly;

  SwitchedDatabase() {
    TestPostgres.Database database = TestPostgres.newDatabase();
    try {
      source =
          AgroalDataSource.from(
              new AgroalDataSourceConfigurationSupplier()
                  .connectionPoolConfiguration(
                      pool ->
                          pool.maxSize(20)
                              .exceptionSorter(new PostgreSQLExceptionSorter())
                              .connectionFactoryConfiguration(
                                  factory ->
                                      factory
                                          .jdbcUrl(database.jdbcUrl())
                                          .principal(new NamePrincipal(TestPostgres.USER))
                                          .credential(new SimplePassword(TestPostgres.PASSWORD)))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    for (String migration :
        List.of(
            "V1__slots_scans_signals.sql",
            "V2__broker.sql",
            "V5__logins_and_blocks.sql",
            "R__broker_take.sql")) {
      try (InputStream script =
          SwitchedDatabase.class.getResourceAsStream("/db/migration/" + migration)) {
        execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Refuses connections from now on, or accepts them again. */
  void away(boolean now) {
    away = now;
  }

  /** Refuses writes from now on, as a standby does, or accepts them again. */
  void readOnly(boolean now) {
    readOnly = now;
  }

  void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set default_transaction_read_only = false;" + sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Removes all calls, the session and the claims of logins. */
  void clear() {
    away(false);
    readOnly(false);
    execute(
        """
        truncate broker_call;
        update broker_budget set live = '{}', shadow = '{}', live_waits_until = '-infinity',
          blocked_until = '-infinity';
        update broker_session set state = 'login_needed', token = null, login = null, obtained_at = null,
          login_until = '-infinity';
        """);
  }

  /** The first column of all rows. */
  List<String> texts(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A connection, even while the database is taken away. */
  Connection open() throws SQLException {
    return source.getConnection();
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("the test has taken the database away");
    }
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set default_transaction_read_only = " + readOnly);
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
