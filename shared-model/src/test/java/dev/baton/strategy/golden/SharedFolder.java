package dev.baton.strategy.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder beside the project with recorded candles and reference values. Tests that need it are skipped without it. */
public final class SharedFolder {

  private SharedFolder() {}

  /** That entry of the folder. Skips the calling test with a message if the entry is not there. */
  public static Path require(String name) {
    Path path =
        Path.of(System.getProperty("baton.root", ".."))
            .resolve("../shared")
            .resolve(name)
            .normalize();
    assumeTrue(
        Files.exists(path),
        () ->
            "skipped: ../shared/"
                + name
                + " is not there; it holds reference data that has no licence to be copied");
    return path;
  }
}
