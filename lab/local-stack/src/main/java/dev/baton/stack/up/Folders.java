package dev.baton.stack.up;

import dev.baton.stack.process.PidFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run keeps its things.
 *
 * @param root the project
 * @param baton all of a run's things are under it; {@code .baton} of the project, which git ignores, unless the system
 *     property {@code baton.home} says otherwise
 * @param postgresBinaries where PostgreSQL's program files are unpacked once; in that folder, too, unless the system property
 *     {@code baton.postgres-binaries} says otherwise
 * @param run name of the run, part of folder and database names
 */
record Folders(Path root, Path baton, Path postgresBinaries, String run) {

  static Folders of(String run) {
    Path root = absolute(System.getProperty("baton.root", "."));
    Path baton = property("baton.home").orElse(root.resolve(".baton"));
    Path binaries = property("baton.postgres-binaries").orElse(baton.resolve("postgres-binaries"));
    return new Folders(root, baton, binaries, run);
  }

  private static Optional<Path> property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .filter(path -> !path.isEmpty())
        .map(Folders::absolute);
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  Path postgresData() {
    return baton.resolve("postgres");
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
