package dev.baton.test.postgres;

import dev.baton.test.postgres.TestPostgres.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Decides which server the tests use, starts it, and reports both in one line. */
final class Servers {

  /** The image, or {@value #EMBEDDED}. */
  static final String SETTING = "baton.test.postgres";

  static final String EMBEDDED = "embedded";

  private static final String DEFAULT_IMAGE = "postgres:17";

  /** The longest start, of either server. */
  private static final Duration STARTING = Duration.ofSeconds(60);

  /** A container that nobody ends, because its JVM was killed, ends itself after so many seconds. */
  private static final String LIFE = "3600";

  /** A foreign zone on purpose: SQL that forgets the exchange's fails here. Nothing has to survive a power cut. */
  private static final Map<String, String> SETTINGS =
      Map.of("timezone", "America/St_Johns", "fsync", "off");

  /** Testcontainers logs each place without Docker as a warning with a stack trace. Held here, because a logger that nobody holds forgets its level. */
  private static final List<Logger> NOISE =
      List.of(Logger.getLogger("org.testcontainers"), Logger.getLogger("tc"));

  private Servers() {}

  static Server start() {
    NOISE.forEach(logger -> logger.setLevel(Level.OFF));
    String wanted = System.getProperty(SETTING, DEFAULT_IMAGE);
    Optional<BuildDecision> build = build(wanted);
    Decision decision = decide(wanted, build);
    if (decision.image().isPresent()) {
      try {
        return reported(container(decision.image().get()), decision);
      } catch (TimeoutException | ExecutionException e) {
        decision =
            Decision.embedded(
                "the container of %s did not start within %s s: %s"
                    .formatted(
                        decision.image().get(),
                        STARTING.toSeconds(),
                        Optional.ofNullable(e.getCause()).orElse(e)));
        replace(build, decision);
      }
    }
    return reported(embedded(), decision);
  }

  /** Where the decision of a whole build is kept; empty outside of a build, as in an IDE: each JVM decides then. */
  private static Optional<BuildDecision> build(String wanted) {
    String started = System.getProperty("baton.build", "");
    String root = System.getProperty("baton.root", "");
    return started.isEmpty() || root.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BuildDecision(Path.of(root, ".baton", "test-postgres"), started + " " + wanted));
  }

  private static Decision decide(String wanted, Optional<BuildDecision> build) {
    if (wanted.equals(EMBEDDED)) {
      return Decision.embedded(SETTING + " says so");
    }
    if (build.isPresent()) {
      try {
        return build.get().get(() -> Docker.ask(wanted), Instant.now());
      } catch (IOException e) {
        // The project cannot be written: each JVM decides.
      }
    }
    return Docker.ask(wanted);
  }

  private static void replace(Optional<BuildDecision> build, Decision decision) {
    if (build.isPresent()) {
      try {
        build.get().replace(decision);
      } catch (IOException e) {
        // The next JVM finds out itself.
      }
    }
  }

  private static Server reported(Server server, Decision decision) {
    try (Connection connection = server.connect()) {
      System.out.printf(
          Locale.ROOT,
          "test database: PostgreSQL %s, %s, because %s%n",
          connection.getMetaData().getDatabaseProductVersion(),
          decision.image().map(image -> "container of " + image).orElse("embedded"),
          decision.why());
      return server;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Testcontainers removes it when the JVM ends. */
  private static Server container(String image) throws TimeoutException, ExecutionException {
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
            .withImagePullPolicy(_ -> false)
            .withDatabaseName(TestPostgres.USER)
            .withUsername(TestPostgres.USER)
            .withPassword(TestPostgres.PASSWORD)
            .withCreateContainerCmdModifier(
                create -> {
                  create.withEntrypoint("timeout", LIFE, "docker-entrypoint.sh");
                  create.getHostConfig().withAutoRemove(true);
                });
    List<String> command = new ArrayList<>(List.of("postgres"));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    container.withCommand(command.toArray(String[]::new));
    Docker.within(
        STARTING,
        "docker-start",
        () -> {
          container.start();
          return container;
        });
    return new Server(
        container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT));
  }

  private static Server embedded() {
    try {
      EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(STARTING);
      SETTINGS.forEach(builder::setServerConfig);
      return new Server("127.0.0.1", builder.start().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
    }
  }
}
