package dev.baton.stack.up;

import dev.baton.stack.process.PidFile;
import java.nio.file.Path;

/**
 * Where a run keeps its things.
 *
 * @param root the project
 * @param baton all of a run's things are under it; {@code .baton} of the project, which git ignores, unless the system
 *     property {@code baton.home} says otherwise
 * @param run name of the run, part of folder and database names
 */
record Folders(Path root, Path baton, String run) {

  static Folders of(String run) {
    Path root = absolute(System.getProperty("baton.root", "."));
    String home = System.getProperty("baton.home", "");
    return new Folders(root, home.isEmpty() ? root.resolve(".baton") : absolute(home), run);
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  Path postgresData() {
    return baton.resolve("postgres");
  }

  Path postgresBinaries() {
    return baton.resolve("postgres-binaries");
  }

  Path logs() {
    return baton.resolve("logs").resolve(run);
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  Path runFolder() {
    return baton.resolve("run");
  }

  PidFile pidFile(String name) {
    return new PidFile(runFolder().resolve(name + ".pid"));
  }

  Path lock() {
    return runFolder().resolve("lock");
  }

  /** A path as a person in the project would type it. */
  String shown(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }
}
