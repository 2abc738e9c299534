package dev.baton.stack.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a command writes at its end: looked at before anything is started. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * The file's absolute path.
   *
   * @param option the option that names it
   * @throws UsageException if it cannot be written there
   */
  public static Path checked(String option, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (Files.isDirectory(absolute)) {
      throw new UsageException("%s: %s is a folder".formatted(option, file));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("%s: there is no folder %s to write into".formatted(option, folder));
    }
    // Tried, not asked: a file system may be read-only whatever the permissions say.
    Path trial = folder.resolve("." + absolute.getFileName() + ".part");
    try {
      Files.newOutputStream(trial, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      Files.delete(trial);
    } catch (IOException e) {
      throw new UsageException("%s: nothing can be written into %s".formatted(option, folder));
    }
    return absolute;
  }
}
