package dev.baton.runtime.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty database of an embedded PostgreSQL: one server for all tests of a JVM, one database for each application. */
public class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  public Map<String, String> start() {
    EmbeddedPostgres server = Server.ONE;
    String database = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
    } catch (SQLException e) {
      throw new IllegalStateException("the test database could not be made: " + e.getMessage(), e);
    }
    String address = "postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:" + address,
        "quarkus.datasource.reactive.url",
        address,
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres");
  }

  @Override
  public void stop() {
    // The server ends with the JVM.
  }

  private static final class Server {

    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(60))
            // A foreign zone on purpose: SQL that forgets the exchange's fails here.
            .setServerConfig("timezone", "America/St_Johns")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
      }
    }
  }
}
