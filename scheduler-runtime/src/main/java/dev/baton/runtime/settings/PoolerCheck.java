package dev.baton.runtime.settings;

import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Refuses to start behind a pooler for which the clients are not set up (ADR 45). Statements would fail now and then, and slots
 * would wait. It runs before the migrations, which are the first to use the database.
 */
@Singleton
class PoolerCheck implements FlywayConfigurationCustomizer {

  private static final Logger LOG = Logger.getLogger(PoolerCheck.class);

  /** The longest a connection may be silent. */
  private static final int SECONDS = 10;

  private final Pooler pooler;
  private final Optional<String> reactiveUrl;
  private final Optional<String> user;
  private final Optional<String> password;

  PoolerCheck(
      BatonConfig config,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> reactiveUrl,
      @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.pooler = config.databasePooler();
    this.reactiveUrl = reactiveUrl;
    this.user = user;
    this.password = password;
  }

  @Override
  public void customize(FluentConfiguration flyway) {
    DataSource jdbc = flyway.getDataSource();
    check(pooler, "quarkus.datasource.jdbc.url", jdbc::getConnection);
    // The other client's address may lead through a pooler although this one's does not.
    reactiveUrl.ifPresent(
        url -> check(pooler, "quarkus.datasource.reactive.url", () -> connect(url)));
  }

  private Connection connect(String url) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url.replaceFirst("^(vertx-reactive:)?postgres(ql)?://", "jdbc:postgresql://"));
    } catch (IllegalArgumentException e) {
      throw new SQLException("not an address that this check understands", e);
    }
    source.setLoginTimeout(SECONDS);
    source.setSocketTimeout(SECONDS);
    return source.getConnection(user.orElse(null), password.orElse(null));
  }

  /**
   * Checks one address. One that cannot be probed is named in a warning.
   *
   * @param setting that has the address
   * @throws InvalidSettingException if connections to it are pooled in another way than the setting says
   */
  static void check(Pooler pooler, String setting, PoolerProbe.Connections connections) {
    try {
      PoolerProbe.transaction(connections);
      if (pooler == Pooler.NONE && PoolerProbe.shares(connections)) {
        throw new InvalidSettingException(
            setting,
            "a pooler in transaction mode stands there: transactions of one connection are given to"
                + " several server connections; set BATON_DATABASE_POOLER=transaction, or use an"
                + " address of the server itself or of a pool in session mode");
      }
    } catch (SQLException e) {
      refusal(e)
          .ifPresentOrElse(
              reason -> {
                throw new InvalidSettingException(setting, reason);
              },
              () ->
                  LOG.warnf(
                      "pooler=unknown setting=%s reason=\"%s\"; whether a pooler stands there is not known",
                      setting, e.getMessage()));
    }
  }

  /** What a pooler refuses that no setting of the service can change; empty for any other failure. */
  private static Optional<String> refusal(SQLException failure) {
    String words =
        Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
            .map(cause -> String.valueOf(cause.getMessage()))
            .reduce("", (all, next) -> all + " " + next);
    if (words.contains("statement pooling mode")) {
      return Optional.of(
          "a pooler in statement mode stands there, which has no transactions; use a pool in"
              + " transaction or session mode, or the server itself");
    }
    return Optional.empty();
  }
}
