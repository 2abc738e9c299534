package dev.baton.integration.script;

import dev.baton.integration.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** A project folder with the real scripts; a test adds the rest. */
record Folder(Path path) {

  /** The scripts, without anything that they run. */
  static Folder withScripts(Path path) throws IOException {
    Files.createDirectories(path.resolve(".mvn"));
    for (String file : new String[] {"baton", ".mvn/toolchain.sh", ".mvn/maven.config"}) {
      Files.copy(
          Packages.root().resolve(file), path.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return new Folder(path);
  }

  Path write(String file, String text) throws IOException {
    Path written = path.resolve(file);
    Files.createDirectories(written.getParent());
    return Files.writeString(written, text);
  }

  Path script(String file, String text) throws IOException {
    Path written = write(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
    return written;
  }

  /** Makes every file an hour old. */
  void age() throws IOException {
    FileTime before = FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS));
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        if (!Files.isSymbolicLink(file)) {
          Files.setLastModifiedTime(file, before);
        }
      }
    }
  }
}
