package dev.baton.integration.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that runs in a folder of its own, with its output. */
final class Command implements AutoCloseable {

  private static final long LONGEST_SECONDS = 120;

  private final Process process;
  private final Path output;

  private Command(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it; the environment is added to this one's. */
  static Command start(Path folder, Map<String, String> environment, List<String> words)
      throws IOException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Command(builder.start(), output);
  }

  long pid() {
    return process.pid();
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Its output so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until its output has that text. */
  void awaitOutput(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!output().contains(text)) {
      boolean ended = !runs() && !output().contains(text);
      if (ended || System.nanoTime() - deadline > 0) {
        throw new AssertionError("never said '" + text + "':\n" + output());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Waits for its end; its exit code. */
  int end() throws Exception {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
