package dev.baton.test.postgres;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL for tests (ADR 28): one server for all tests of a JVM, one empty database for each application. The server is a
 * container where Docker has the image, and an embedded one otherwise. Safe for several threads.
 */
public final class TestPostgres {

  /** Superuser of either server. */
  public static final String USER = "postgres";

  public static final String PASSWORD = "postgres";

  private static Server server;
  private static int databases;

  private TestPostgres() {}

  /** A running server; it ends with the JVM. */
  record Server(String host, int port) {

    String address(String database) {
      return host + ":" + port + "/" + database;
    }

    Connection connect() throws SQLException {
      // The driver manager would look for a driver in the class loader of the application.
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl("jdbc:postgresql://" + address(USER));
      return source.getConnection(USER, PASSWORD);
    }
  }

  /**
   * A database of the server.
   *
   * @param address host, port and name: {@code localhost:5432/test_1}
   */
  public record Database(String address) {

    /** Address for JDBC. */
    public String jdbcUrl() {
      return "jdbc:postgresql://" + address;
    }

    /** Address for the reactive client. */
    public String reactiveUrl() {
      return "postgresql://" + address;
    }
  }

  /**
   * Makes an empty database; the first call of a JVM starts the server. Quarkus loads this class anew for each application,
   * so the server belongs to the class as the JVM's own class loader has it.
   *
   * @throws IllegalStateException if there is no server, or it refuses the database
   */
  public static Database newDatabase() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Libraries look for their services there.
    thread.setContextClassLoader(loader);
    try {
      return new Database(
          (String) loader.loadClass(TestPostgres.class.getName()).getMethod("create").invoke(null));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("there is no test database: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** For {@link #newDatabase}, which calls it in the JVM's own class loader; returns the address. */
  public static synchronized String create() throws SQLException {
    if (server == null) {
      server = Servers.start();
    }
    String name = "test_" + ++databases;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return server.address(name);
  }
}
