package dev.baton.replay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole, or leaves it as it was. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes the text beside the file and moves it into its place.
   *
   * @throws IOException if that is not possible; the file is as it was then
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    // Not a temporary file of the JDK: only the owner can read those.
    Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.writeString(temporary, text);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
