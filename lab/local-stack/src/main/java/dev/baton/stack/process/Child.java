package dev.baton.stack.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A process that is started, and started again when it dies, after a longer pause each time it dies early. Not thread-safe.
 */
public final class Child {

  /** A child that ran for this long is started again at once. */
  static final Duration STABLE = Duration.ofSeconds(30);

  private static final long LONGEST_PAUSE_SECONDS = 30;

  /**
   * @param name shown to the user, and the name of its log and pid file
   * @param environment variables that are added to the launcher's own
   * @param without variables of the launcher that it does not get
   */
  public record Spec(
      String name, List<String> command, Map<String, String> environment, Set<String> without) {

    /** A process that gets all variables of the launcher. */
    public Spec(String name, List<String> command, Map<String, String> environment) {
      this(name, command, environment, Set.of());
    }

    public Spec {
      requireNonNull(name, "name is null");
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      without = Set.copyOf(without);
    }

    /** This command with more variables. */
    public Spec with(Map<String, String> more) {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(more);
      return new Spec(name, command, all, without);
    }
  }

  /** The result of a check of the child. */
  public sealed interface Event {

    /** It died; it is started again after a pause. */
    record Died(int exitCode, int times, Duration pause) implements Event {}

    record Restarted(long pid) implements Event {}
  }

  private final Path log;
  private final PidFile pidFile;
  private final LongSupplier nanoTime;
  private Spec spec;
  private Process process;
  private long startedAt;
  private long restartAt;
  private boolean waiting;
  private int earlyDeaths;
  private int deaths;

  public Child(Spec spec, Path log, PidFile pidFile, LongSupplier nanoTime) {
    this.spec = requireNonNull(spec, "spec is null");
    this.log = requireNonNull(log, "log is null");
    this.pidFile = requireNonNull(pidFile, "pidFile is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
  }

  public Spec spec() {
    return spec;
  }

  public Path log() {
    return log;
  }

  /** Sets the command for its next start. */
  public void nextTime(Spec next) {
    spec = requireNonNull(next, "next is null");
  }

  /**
   * Starts it.
   *
   * @throws UncheckedIOException if the command cannot be run or its pid file not be written; it does not run then
   */
  public void start() {
    ProcessBuilder builder = new ProcessBuilder(spec.command());
    builder.environment().keySet().removeAll(spec.without());
    builder.environment().putAll(spec.environment());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      Files.createDirectories(log.getParent());
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(spec.name() + " cannot be started: " + e.getMessage(), e);
    }
    try {
      pidFile.write(process.toHandle());
    } catch (UncheckedIOException e) {
      process.destroyForcibly();
      throw e;
    }
    startedAt = nanoTime.getAsLong();
    waiting = false;
  }

  /** Its process; empty before the first start. */
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  public int deaths() {
    return deaths;
  }

  /** Checks whether it died, and starts it again once its pause is over. */
  public Optional<Event> check() {
    if (alive()) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    if (!waiting) {
      deaths++;
      earlyDeaths = now - startedAt < STABLE.toNanos() ? earlyDeaths + 1 : 0;
      Duration pause = pause();
      restartAt = now + pause.toNanos();
      waiting = true;
      return Optional.of(new Event.Died(process.exitValue(), deaths, pause));
    }
    if (now - restartAt < 0) {
      return Optional.empty();
    }
    start();
    return Optional.of(new Event.Restarted(process.pid()));
  }

  private Duration pause() {
    if (earlyDeaths <= 1) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(earlyDeaths - 2, 5)));
  }

  /** The last lines of its log, at most this many. */
  public List<String> lastLines(int count) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Forgets the process; call it when it has ended. */
  public void forget() {
    pidFile.delete();
  }
}
