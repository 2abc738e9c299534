package dev.baton.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Records a process across a crash of the launcher: its pid and its start, because a pid is used again.
 *
 * @param file one line: pid, start in milliseconds since 1970
 */
public record PidFile(Path file) {

  /** The system computes a start from its clock, so two readings for one process may differ by as much as the clock was set. */
  private static final Duration SAME = Duration.ofSeconds(2);

  private static final long UNKNOWN = 0;

  public void write(ProcessHandle process) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, process.pid() + " " + began(process) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The recorded process if it still runs. */
  public Optional<ProcessHandle> running() {
    String[] words;
    try {
      words = Files.readString(file).trim().split(" ");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (words.length != 2 || !words[0].matches("\\d{1,18}") || !words[1].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> same(began(process), Long.parseLong(words[1])));
  }

  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private static boolean same(long began, long noted) {
    return began != UNKNOWN && noted != UNKNOWN && Math.abs(began - noted) <= SAME.toMillis();
  }

  private static long began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(UNKNOWN);
  }
}
