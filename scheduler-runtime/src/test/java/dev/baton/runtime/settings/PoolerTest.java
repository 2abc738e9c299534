package dev.baton.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import dev.baton.test.postgres.TestPostgres;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Both database clients behind a pooler that gives each transaction another server connection. */
class PoolerTest {

  private static final String ADDRESS = "quarkus.datasource.jdbc.url";

  private static TestPostgres.Database database;
  private static TransactionPooler pooler;
  private static Vertx vertx;

  @BeforeAll
  static void start() throws Exception {
    database = TestPostgres.newDatabase();
    pooler = new TransactionPooler(database.address());
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    pooler.close();
  }

  @Test
  void theServerItselfIsNoPooler() {
    assertThatCode(
            () -> PoolerCheck.check(Pooler.NONE, ADDRESS, () -> jdbc(database.address(), "")))
        .doesNotThrowAnyException();
  }

  /** Each start: a statement that one probe left on a server connection must not blind the next. */
  @RepeatedTest(5)
  void aPoolerThatNoSettingNamesRefusesTheStart() {
    assertThatThrownBy(() -> PoolerCheck.check(Pooler.NONE, ADDRESS, () -> jdbc(pooled(), "")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "quarkus.datasource.jdbc.url: a pooler in transaction mode stands there: transactions"
                + " of one connection are given to several server connections; set"
                + " BATON_DATABASE_POOLER=transaction, or use an address of the server itself or of"
                + " a pool in session mode");
  }

  @Test
  void aPoolerThatTheSettingNamesIsAccepted() {
    assertThatCode(() -> PoolerCheck.check(Pooler.TRANSACTION, ADDRESS, () -> jdbc(pooled(), "")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void aPoolerInStatementModeIsRefusedWhateverIsSet(Pooler setting) {
    assertThatThrownBy(
            () ->
                PoolerCheck.check(
                    setting,
                    ADDRESS,
                    () -> {
                      throw new SQLException(
                          "no connection",
                          new SQLException(
                              "FATAL: transaction blocks not allowed in statement pooling mode",
                              "08P01"));
                    }))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "quarkus.datasource.jdbc.url: a pooler in statement mode stands there, which has no"
                + " transactions; use a pool in transaction or session mode, or the server itself");
  }

  @Test
  void aDatabaseThatIsAwayIsLeftToTheMigrations() {
    assertThatCode(
            () ->
                PoolerCheck.check(
                    Pooler.NONE,
                    ADDRESS,
                    () -> {
                      throw new SQLException("refused", "08001");
                    }))
        .doesNotThrowAnyException();
  }

  @Test
  void theSettingSetsUpBothClients() {
    SmallRyeConfig config = config(Map.of("baton.database-pooler", "transaction"));
    assertThat(config.getRawValue("quarkus.datasource.reactive.postgresql.use-layer7-proxy"))
        .isEqualTo("true");
    assertThat(
            config.getRawValue(
                "quarkus.datasource.jdbc.additional-jdbc-properties.prepareThreshold"))
        .isEqualTo("0");
  }

  @Test
  void withoutTheSettingNothingChanges() {
    for (Map<String, String> settings :
        List.of(Map.<String, String>of(), Map.of("baton.database-pooler", "none"))) {
      assertThat(
              config(settings)
                  .getRawValue("quarkus.datasource.reactive.postgresql.use-layer7-proxy"))
          .isNull();
    }
  }

  @Test
  void aNamedStatementFailsBehindThePoolerAndAnUnnamedOneDoesNot() throws Exception {
    String threshold =
        config(Map.of("baton.database-pooler", "transaction"))
            .getRawValue("quarkus.datasource.jdbc.additional-jdbc-properties.prepareThreshold");
    try (Connection _ = jdbc(pooled(), "")) {
      assertThatThrownBy(() -> sum(""))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("prepared statement");
      assertThat(sum("?prepareThreshold=" + threshold)).isEqualTo(20);
    }
  }

  @Test
  void theReactiveClientWorksBehindThePoolerOnlyIfItSendsAStatementInOnePiece() throws Exception {
    boolean layer7 =
        Boolean.parseBoolean(
            config(Map.of("baton.database-pooler", "transaction"))
                .getRawValue("quarkus.datasource.reactive.postgresql.use-layer7-proxy"));
    try (Connection _ = jdbc(pooled(), "")) {
      assertThatThrownBy(() -> reactiveSum(false))
          .hasCauseInstanceOf(PgException.class)
          .hasMessageContaining("prepared statement");
      assertThat(reactiveSum(layer7)).isEqualTo(20);
    }
  }

  /** In transactions: outside of one, the driver prepares a lost statement again. */
  private static int sum(String parameters) throws SQLException {
    int sum = 0;
    try (Connection connection = jdbc(pooled(), parameters);
        PreparedStatement statement = connection.prepareStatement("select ?::int")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 20; i++) {
        statement.setInt(1, 1);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          sum += rows.getInt(1);
        }
        connection.commit();
      }
    }
    return sum;
  }

  private static int reactiveSum(boolean layer7) throws Exception {
    PgConnectOptions options =
        PgConnectOptions.fromUri("postgresql://" + pooled())
            .setUser(TestPostgres.USER)
            .setPassword(TestPostgres.PASSWORD)
            .setUseLayer7Proxy(layer7);
    PgConnection connection = get(PgConnection.connect(vertx, options));
    try {
      int sum = 0;
      for (int i = 0; i < 20; i++) {
        sum +=
            get(connection.preparedQuery("select $1::int").execute(Tuple.of(1)))
                .iterator()
                .next()
                .getInteger(0);
      }
      return sum;
    } finally {
      get(connection.close());
    }
  }

  private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static String pooled() {
    return pooler.address(database.address());
  }

  private static Connection jdbc(String address, String parameters) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://" + address + parameters);
    return source.getConnection(TestPostgres.USER, TestPostgres.PASSWORD);
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .withSources(new PoolerProperties())
        .build();
  }
}
