package dev.baton.stack.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Checks of options that several commands have. All throw {@link UsageException}, which names the option. */
public final class OptionChecks {

  private OptionChecks() {}

  /** The date of a text such as 2026-06-10. */
  public static LocalDate date(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("%s: '%s' is no date such as 2026-06-10".formatted(option, text));
    }
  }

  /** Checks a folder that a command reads. */
  public static void folder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("%s: there is no folder %s".formatted(option, folder));
    }
  }

  /** The absolute path of a file that a command writes at its end. */
  public static Path outputFile(String option, Path file) {
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
