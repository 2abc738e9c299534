package dev.baton.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this project. */
public final class Repository {

  /** Folders that a build writes, or git. */
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".baton", ".idea");

  private Repository() {}

  /** The folder that has the {@code README.md}. */
  public static Path root() {
    return Path.of(System.getProperty("baton.root", "..")).toAbsolutePath().normalize();
  }

  /** The text of a file, by its path from the root. */
  public static String text(String path) {
    return text(root().resolve(path));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files with one of these endings that no build wrote, sorted. */
  static List<Path> files(String... endings) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (List.of(endings).stream().anyMatch(file.toString()::endsWith)) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }
}
