package dev.baton.stack.up;

import dev.baton.stack.market.ServiceApi;
import dev.baton.stack.postgres.LocalPostgres;
import dev.baton.stack.postgres.PostgresServer;
import dev.baton.stack.process.Child;
import dev.baton.stack.process.PidFile;
import dev.baton.stack.process.Stopping;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of a run: PostgreSQL and the children. One launcher at a time in a project. */
final class Processes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LAST_LINES = 15;

  /** Between two tries to start a PostgreSQL that died. */
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private final Folders folders;
  private final Terminal terminal;
  private final FileChannel lockFile;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Map<String, Integer> restarts = new LinkedHashMap<>();
  private final Duration postgresRestartAfter;
  private Optional<Long> postgresRestartAt = Optional.empty();
  private Optional<LocalPostgres> postgres = Optional.empty();

  private Processes(
      Folders folders, Terminal terminal, FileChannel lockFile, Duration postgresRestartAfter) {
    this.postgresRestartAfter = postgresRestartAfter;
    this.folders = folders;
    this.terminal = terminal;
    this.lockFile = lockFile;
  }

  /**
   * Takes the project, and ends what a crashed launcher left running.
   *
   * @param postgresRestartAfter how long a PostgreSQL that died stays away
   * @throws UsageException if another launcher has it
   */
  static Processes open(Folders folders, Terminal terminal, Duration postgresRestartAfter)
      throws IOException {
    Files.createDirectories(folders.runFolder());
    FileChannel channel =
        FileChannel.open(folders.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new UsageException("./baton up is already running in this project");
    }
    Processes processes = new Processes(folders, terminal, channel, postgresRestartAfter);
    processes.endStale();
    return processes;
  }

  private void endStale() throws IOException {
    List<ProcessHandle> stale = new ArrayList<>();
    List<PidFile> pidFiles = new ArrayList<>();
    try (Stream<Path> files = Files.list(folders.runFolder())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pid")).toList()) {
        PidFile pidFile = new PidFile(file);
        pidFile.running().ifPresent(stale::add);
        pidFiles.add(pidFile);
      }
    }
    if (!stale.isEmpty()) {
      terminal.line(
          "ending %s process%s that an earlier run left behind",
          stale.size(), stale.size() == 1 ? "" : "es");
      Stopping.stop(stale, PATIENCE);
    }
    pidFiles.forEach(PidFile::delete);
  }

  PostgresServer startPostgres(boolean durable, int port) throws IOException {
    LocalPostgres started =
        LocalPostgres.start(
            folders.postgresData(),
            folders.postgresBinaries(),
            folders.log("postgresql"),
            durable,
            port);
    postgres = Optional.of(started);
    return started.server();
  }

  Child start(Child.Spec spec) {
    Child child =
        new Child(spec, folders.log(spec.name()), folders.pidFile(spec.name()), System::nanoTime);
    children.put(spec.name(), child);
    child.start();
    return child;
  }

  /**
   * Returns when the child is ready, or somebody asked to end.
   *
   * @param patience how long it may take
   * @param stopped whether somebody asked to end
   * @throws StartException if it ends before, or is not ready in time; the end of its log is shown
   */
  void await(Child child, ServiceApi api, Duration patience, BooleanSupplier stopped)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!stopped.getAsBoolean() && !api.up("ready")) {
      boolean late = System.nanoTime() - deadline > 0;
      if (!child.alive() || late) {
        child
            .lastLines(LAST_LINES)
            .forEach(line -> terminal.line("  " + terminal.tone(Tone.QUIET, line)));
        throw new StartException(
            "%s %s; its log is %s"
                .formatted(
                    child.spec().name(),
                    !child.alive()
                        ? "ended before it was ready"
                        : api.up("live")
                            ? "is running but not ready after %s s".formatted(patience.toSeconds())
                            : "does not answer after %s s".formatted(patience.toSeconds()),
                    folders.shown(child.log())));
      }
      Thread.sleep(LOOK);
    }
  }

  /**
   * Starts again what died, and says so.
   *
   * @param beforeRestart told of a child that died, before it is started again
   */
  void supervise(Consumer<Child> beforeRestart) {
    postgres.ifPresent(this::supervise);
    for (Child child : children.values()) {
      Optional<Child.Event> event = child.check();
      if (event.isEmpty()) {
        continue;
      }
      String name = child.spec().name();
      switch (event.get()) {
        case Child.Event.Died(int exitCode, int times, Duration pause) -> {
          beforeRestart.accept(child);
          terminal.line(
              Tone.WARN,
              "%s died with exit code %s%s; starting it again%s",
              name,
              exitCode,
              times == 1 ? "" : ", for the " + times + ". time",
              pause.isZero() ? "" : " in " + pause.toSeconds() + " s");
        }
        case Child.Event.Restarted(long pid) -> {
          restarts.merge(name, 1, Integer::sum);
          terminal.line(Tone.WARN, "%s is running again, pid %s", name, pid);
        }
      }
    }
  }

  private void supervise(LocalPostgres server) {
    if (server.runs()) {
      return;
    }
    if (postgresRestartAt.isEmpty()) {
      postgresRestartAt = Optional.of(System.nanoTime() + postgresRestartAfter.toNanos());
      terminal.line(Tone.WARN, "postgresql died; starting it again");
    }
    if (System.nanoTime() - postgresRestartAt.get() < 0) {
      return;
    }
    try {
      server.restartIfDead();
    } catch (IOException e) {
      postgresRestartAt = Optional.of(System.nanoTime() + BETWEEN_ATTEMPTS.toNanos());
      terminal.line(
          Tone.WARN, "%s; trying again in %s s", e.getMessage(), BETWEEN_ATTEMPTS.toSeconds());
      return;
    }
    postgresRestartAt = Optional.empty();
    restarts.merge("postgresql", 1, Integer::sum);
    terminal.line(Tone.WARN, "postgresql is running again");
  }

  Map<String, Integer> restarts() {
    return Map.copyOf(restarts);
  }

  /** Ends these children; they are not started again. */
  void stop(Collection<String> names) {
    List<Child> ending = names.stream().map(children::remove).filter(Objects::nonNull).toList();
    List<ProcessHandle> running =
        ending.stream()
            .flatMap(child -> child.process().stream())
            .filter(ProcessHandle::isAlive)
            .toList();
    if (!Stopping.stop(running, PATIENCE)) {
      terminal.line(Tone.WARN, "killed what did not end within 10 s");
    }
    ending.forEach(Child::forget);
  }

  @Override
  public void close() throws IOException {
    stop(List.copyOf(children.keySet()));
    if (postgres.isPresent()) {
      postgres.get().close();
    }
    lockFile.close();
  }
}
