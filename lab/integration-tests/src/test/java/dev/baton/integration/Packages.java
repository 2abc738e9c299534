package dev.baton.integration;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packages that the build made. */
public final class Packages {

  private Packages() {}

  public static Path root() {
    return Path.of(System.getProperty("baton.root"));
  }

  /** Whether the legacy service is still part of the project. */
  static boolean hasLegacyScheduler() {
    return Files.exists(root().resolve("legacy-scheduler/pom.xml"));
  }

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The runner of a service or of the simulator. */
  public static Path runner(String module) {
    return required(root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
  }

  public static String launcherClassPath() {
    Path target = root().resolve("lab/local-stack/target");
    return required(target.resolve("local-stack.jar"))
        + File.pathSeparator
        + required(target.resolve("class-path"))
        + File.separator
        + "*";
  }

  /** The folder where PostgreSQL is unpacked, once for all tests. */
  public static Path postgresBinaries() {
    return root().resolve("lab/integration-tests/target/postgres-binaries");
  }

  private static Path required(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is not built; run ./mvnw package first");
    }
    return path;
  }
}
