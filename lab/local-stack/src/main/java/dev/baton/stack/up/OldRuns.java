package dev.baton.stack.up;

import dev.baton.stack.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** What earlier runs left: a database and a folder of logs each. Those of {@code --live} are of another name and are kept. */
final class OldRuns {

  /** How many of each are kept, the newest ones. */
  static final int KEPT = 10;

  /** Each run's name ends with the moment at which it was started. */
  private static final int STAMP = "20260610_091500".length();

  private static final String DATABASE = "run_\\d{8}_\\d{8}_\\d{6}";
  private static final String LOGS = "run_\\d{8}_\\d{6}";

  private OldRuns() {}

  /**
   * Drops all but the newest; returns what was dropped, as a sentence, if there was anything.
   *
   * @param own the launcher's own server; empty if there is none, and then no database is dropped
   */
  static Optional<String> drop(Optional<PostgresServer> own, Path logs)
      throws SQLException, IOException {
    int databases = own.isPresent() ? dropDatabases(own.get()) : 0;
    int folders = 0;
    for (String name : old(folders(logs), LOGS)) {
      FileUtils.deleteDirectory(logs.resolve(name).toFile());
      folders++;
    }
    return databases + folders == 0
        ? Optional.empty()
        : Optional.of(
            "dropped %s old database%s and %s log folder%s; the newest %s are kept"
                .formatted(
                    databases, databases == 1 ? "" : "s", folders, folders == 1 ? "" : "s", KEPT));
  }

  private static int dropDatabases(PostgresServer postgres) throws SQLException {
    int databases = 0;
    try (Connection connection = postgres.connect(postgres.database());
        Statement statement = connection.createStatement()) {
      for (String name : old(databases(statement), DATABASE)) {
        statement.execute("drop database if exists " + name + " with (force)");
        databases++;
      }
    }
    return databases;
  }

  private static List<String> old(List<String> names, String pattern) {
    return names.stream()
        .filter(name -> name.matches(pattern))
        .sorted(
            Comparator.comparing((String name) -> name.substring(name.length() - STAMP)).reversed())
        .skip(KEPT)
        .toList();
  }

  private static List<String> databases(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("select datname from pg_database")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static List<String> folders(Path logs) throws IOException {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(logs)) {
      return found.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
    }
  }
}
