package dev.baton.test.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The decision of a whole build, in a file: the first JVM of the build decides while the others wait, and these read it. A
 * decision of another build, or an old one, does not count: Docker may have come or gone since.
 *
 * @param file of all builds of the project
 * @param build names the build and what it asks for; without line breaks
 */
record BuildDecision(Path file, String build) {

  /** No build takes that long. An IDE may give every run the name of the build at its import. */
  static final Duration VALID = Duration.ofHours(1);

  /** The build's decision; decided now if it is not yet. */
  Decision get(Supplier<Decision> decide, Instant now) throws IOException {
    try (FileChannel channel = open();
        FileLock _ = channel.lock()) {
      Optional<Decision> before = read(channel, now);
      if (before.isPresent()) {
        return before.get();
      }
      Decision decision = decide.get();
      write(channel, decision);
      return decision;
    }
  }

  /** Replaces the build's decision. */
  void replace(Decision decision) throws IOException {
    try (FileChannel channel = open();
        FileLock _ = channel.lock()) {
      write(channel, decision);
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, CREATE, READ, WRITE);
  }

  private Optional<Decision> read(FileChannel channel, Instant now) throws IOException {
    List<String> lines =
        new String(Channels.newInputStream(channel).readAllBytes(), UTF_8).lines().toList();
    if (lines.size() != 3
        || !lines.get(0).equals(build)
        || Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(VALID))) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision(Optional.of(lines.get(1)).filter(image -> !image.isEmpty()), lines.get(2)));
  }

  private void write(FileChannel channel, Decision decision) throws IOException {
    String text = String.join("\n", build, decision.image().orElse(""), decision.why());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
  }
}
