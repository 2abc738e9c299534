package dev.baton.runtime.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of calendar overrides that a test may change while the service runs. */
public class OverridesFile implements QuarkusTestResourceLifecycleManager {

  private static final String HEADER = "date,entry,class,open,continuous_end,close,note\n";

  private Path file;

  @Override
  public Map<String, String> start() {
    try {
      file = Files.createTempFile("overrides", ".csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(file, "");
    return Map.of("baton.calendar-overrides", file.toString());
  }

  @Override
  public void stop() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the lines under the header. */
  public static void write(Path file, String lines) {
    try {
      Files.writeString(file, HEADER + lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
