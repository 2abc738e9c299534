package dev.baton.stack.up;

import dev.baton.category.Generation;
import dev.baton.stack.process.PidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    Path root = projectRoot();
    Path baton = property("baton.home").orElse(root.resolve(".baton"));
    Path binaries = property("baton.postgres-binaries").orElse(baton.resolve("postgres-binaries"));
    return new Folders(root, baton, binaries, run);
  }

  /** The generations whose service is part of the project; the legacy one's folder is deleted after a migration. */
  static Set<Generation> builtServices() {
    return Arrays.stream(Generation.values())
        .filter(generation -> Files.isDirectory(projectRoot().resolve(serviceModule(generation))))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Generation.class)));
  }

  /** The folder of a generation's service below the project's root. */
  static String serviceModule(Generation generation) {
    return generation.label() + "-scheduler";
  }

  private static Path projectRoot() {
    return absolute(System.getProperty("baton.root", "."));
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
