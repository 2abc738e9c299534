package dev.baton.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embedded server as one that runs already; its user trader has a password and few rights. */
@ResourceLock("embedded-postgres")
class PostgresServerTest {

  @TempDir static Path folder;
  private static LocalPostgres server;

  @BeforeAll
  static void start() throws Exception {
    try (LocalPostgres first = started()) {
      execute(first, "create role trader login password 'secret'");
    }
    Files.writeString(
        folder.resolve("postgres/pg_hba.conf"),
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    server = started();
  }

  private static LocalPostgres started() throws Exception {
    return LocalPostgres.start(
        folder.resolve("postgres"),
        folder.resolve("binaries"),
        folder.resolve("postgres.log"),
        false,
        0);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    execute(postgres, LocalPostgres.USER, sql);
  }

  private static void execute(LocalPostgres postgres, String database, String sql)
      throws SQLException {
    try (Connection connection = postgres.server().connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static PostgresServer running(String login, String database) {
    return PostgresServer.of(
        "postgresql://" + login + "@" + server.server().address() + "/" + database, Map.of());
  }

  private static void assertRefused(PostgresServer running, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SQLException.class,
            failure ->
                assertThat(running.refusal(failure))
                    .startsWith("PostgreSQL, %s: %s".formatted(running, message))
                    .doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://trader:secret@db.example:5433/baton, db.example:5433, secret",
    "jdbc:postgresql://db.example/baton?user=trader&password=secret, db.example:5432, secret",
    "postgres://trader:p%40ss+word@[::1]/baton, [::1]:5432, p@ss+word",
    "postgresql://trader@db.example/baton, db.example:5432, from the environment",
  })
  void aUrlNamesServerDatabaseAndLogin(String url, String address, String password) {
    PostgresServer running =
        PostgresServer.of(url, Map.of("PGUSER", "another", "PGPASSWORD", "from the environment"));
    assertThat(running).isEqualTo(new PostgresServer(address, "baton", "trader", password, ""));
    assertThat(running.toString()).doesNotContain(password);
  }

  @Test
  void bothClientsGetTheWayOfEncryption() {
    PostgresServer running =
        PostgresServer.of("postgresql://trader@db.example/stays?sslmode=require", Map.of());
    assertThat(running.jdbcUrl("baton"))
        .isEqualTo("jdbc:postgresql://db.example:5432/baton?sslmode=require");
    assertThat(running.reactiveUrl("baton"))
        .isEqualTo("postgresql://db.example:5432/baton?sslmode=require");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db.example:5432/baton | it does not begin with postgresql://",
        "mysql://trader@db.example/baton | it does not begin with postgresql://",
        "postgresql:///baton | no host, or a port that is no number",
        "postgresql://trader:secret@db.example:port/baton | no host, or a port that is no number",
        "postgresql://trader:my secret@db.example/baton | Illegal character in authority at position",
        "postgresql://trader:secret@db.example | no database",
        "postgresql://trader:secret@db.example/ | no database",
        "postgresql://trader:secret@db.example/baton?options=-c%20fsync=off | parameter 'options' is none of",
        "postgresql://:secret@db.example/baton | no user",
      })
  void whatIsWrongInAUrlIsNamedWithoutShowingThePassword(String url, String reason) {
    assertThatThrownBy(() -> PostgresServer.of(url, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining("secret");
  }

  @Test
  void aServerThatCannotBeUsedIsRefusedInPlainWords() {
    assertThatCode(running("postgres", "postgres")::checkOwn).doesNotThrowAnyException();
    PostgresServer nothingThere =
        PostgresServer.of("postgresql://trader@127.0.0.1:1/baton", Map.of());
    assertRefused(nothingThere, nothingThere::checkOwn, "Connection to 127.0.0.1:1 refused.");
    PostgresServer wrongPassword = running("trader:wrong", "postgres");
    assertRefused(
        wrongPassword, wrongPassword::checkOwn, "FATAL: password authentication failed for user");
    PostgresServer noPassword = running("trader", "postgres");
    assertRefused(
        noPassword,
        noPassword::checkOwn,
        "The server requested SCRAM-based authentication, but the password is an empty string");
    PostgresServer noDatabase = running("postgres", "nowhere");
    assertRefused(noDatabase, noDatabase::checkOwn, "FATAL: database \"nowhere\" does not exist");
  }

  @Test
  void aSimulatedRunsDatabaseIsMadeIfTheUserMayDoSo() throws Exception {
    PostgresServer running = running("trader:secret", "postgres");
    assertRefused(
        running,
        () -> running.ensureDatabase("run_1"),
        "ERROR: permission denied to create database");
    execute(server, "alter role trader createdb");
    running.ensureDatabase("run_1");
    assertThatCode(running("trader:secret", "run_1")::checkOwn).doesNotThrowAnyException();
  }

  @Test
  void aDatabaseThatStaysIsEmptyOrBatonsOwn() throws Exception {
    // an empty one
    server.server().ensureDatabase("stays");
    PostgresServer stays = running("postgres", "stays");
    assertThatCode(stays::checkOwn).doesNotThrowAnyException();
    // Baton's own
    execute(server, "stays", "create table flyway_schema_history (); create table broker_call ()");
    assertThatCode(stays::checkOwn).doesNotThrowAnyException();
    // another program's
    server.server().ensureDatabase("shop");
    execute(server, "shop", "create schema sales; create table sales.orders ()");
    PostgresServer shop = running("postgres", "shop");
    assertRefused(
        shop,
        shop::checkOwn,
        "database shop has tables that are not Baton's, like sales.orders; give it an empty database of its own");
    // an empty one whose owner is another
    server.server().ensureDatabase("locked");
    execute(server, "locked", "revoke create on schema public from public");
    PostgresServer locked = running("trader:secret", "locked");
    assertRefused(locked, locked::checkOwn, "trader may not create tables in locked");
  }
}
