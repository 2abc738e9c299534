package dev.baton.integration;

import dev.baton.stack.postgres.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A PostgreSQL of a test's own, which runs before the processes that use it do, and after them. */
public final class OwnServer {

  private OwnServer() {}

  /**
   * Starts it on any free port.
   *
   * @param home folder of the test, for its data and its log
   */
  public static LocalPostgres start(Path home) throws IOException {
    return LocalPostgres.start(
        home.resolve("server"), Packages.postgresBinaries(), home.resolve("server.log"), false, 0);
  }

  /** Its address for the option {@code --postgres}. */
  static String url(LocalPostgres server) {
    return "postgresql://%s@%s/postgres".formatted(LocalPostgres.USER, server.server().address());
  }
}
