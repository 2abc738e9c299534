package dev.baton.integration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.integration.FreePorts;
import dev.baton.integration.NeedsLegacyScheduler;
import dev.baton.integration.Packages;
import dev.baton.stack.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ./baton up}, script included: however it ends, no process is left. */
@NeedsLegacyScheduler
class LauncherIT {

  private static final List<String> CHILDREN = List.of("simulator", "legacy", "optimized");
  private static final List<String> MODULES =
      List.of("lab/local-stack", "lab/market-simulator", "legacy-scheduler", "optimized-scheduler");
  private static final int INTERRUPTED = 130;
  private static final int KILLED = 137;

  @TempDir Path home;

  @Test
  void aKilledLaunchersProcessesAreEndedByTheNextAndAnInterruptEndsAll() throws Exception {
    Folder project = project();
    List<String> words = words();

    // given
    List<ProcessHandle> left;
    try (Command first = Command.start(project.path(), environment(), words)) {
      left = awaitProcesses(first);
      // when
      signal("-KILL", Long.toString(launcher()));
      // then
      assertThat(first.end()).isEqualTo(KILLED);
      assertThat(left).allMatch(LauncherIT::runs);
    }

    // when the next one starts, on the same ports
    try (Command second = Command.start(project.path(), environment(), words)) {
      second.awaitOutput("slot   by");
      // then
      assertThat(second.output())
          .contains("ending 3 processes that an earlier run left behind")
          .doesNotContain("building");
      assertThat(left).noneMatch(LauncherIT::runs);
      List<ProcessHandle> running = awaitProcesses(second);
      long launcher = launcher();

      // when Ctrl-C is pressed
      signal("-INT", works("setsid", "true") ? "-" + second.pid() : Long.toString(second.pid()));
      // then
      assertThat(second.end()).describedAs(second.output()).isEqualTo(INTERRUPTED);
      assertThat(running).noneMatch(LauncherIT::runs);
      assertThat(ProcessHandle.of(launcher).filter(LauncherIT::runs)).isEmpty();
    }
    try (var files = Files.list(baton("run"))) {
      assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("lock");
    }
    assertThat(baton("postgres/postmaster.pid")).doesNotExist();
  }

  /** A process that has ended may still be listed, without a command line, until its parent collects it. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().commandLine().isPresent();
  }

  /** Removes the links, so that deleting the temporary folder does not delete what was built. */
  @AfterEach
  void unlink() throws IOException {
    for (String module : MODULES) {
      Files.delete(home.resolve("project").resolve(module).resolve("target"));
    }
  }

  /** The scripts and links to what was built. Without sources there is nothing to build. */
  private Folder project() throws IOException {
    Folder project = Folder.withScripts(home.resolve("project"));
    for (String module : MODULES) {
      Path target = project.path().resolve(module).resolve("target");
      Files.createDirectories(target.getParent());
      Files.createSymbolicLink(target, Packages.root().resolve(module).resolve("target"));
    }
    project.age();
    return project;
  }

  private Path baton(String file) {
    return home.resolve("project/.baton").resolve(file);
  }

  private static Map<String, String> environment() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Starts it in a process group of its own, as a shell does, with SIGINT in force: a test run in the background ignores it. */
  private static List<String> words() throws Exception {
    List<String> words = new ArrayList<>();
    if (works("setsid", "true")) {
      words.add("setsid");
    }
    if (works("env", "--default-signal=INT", "true")) {
      words.addAll(List.of("env", "--default-signal=INT"));
    }
    words.addAll(List.of("./baton", "up", "--speed", "max"));
    for (String process : List.of("legacy", "optimized", "simulator")) {
      words.addAll(List.of("--" + process + "-port", Integer.toString(FreePorts.next())));
    }
    return words;
  }

  private static boolean works(String... words) throws Exception {
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The processes of the services, the simulator and PostgreSQL, once all have a pid file. */
  private List<ProcessHandle> awaitProcesses(Command command) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      List<ProcessHandle> found = new ArrayList<>();
      for (String child : CHILDREN) {
        new PidFile(baton("run").resolve(child + ".pid")).running().ifPresent(found::add);
      }
      postgres().ifPresent(found::add);
      if (found.size() == CHILDREN.size() + 1) {
        return found;
      }
      if (!command.runs() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("only " + found + " run:\n" + command.output());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Optional<ProcessHandle> postgres() throws IOException {
    Path file = baton("postgres/postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.trim())));
  }

  /** The launcher's JVM, by the note of the script. */
  private long launcher() throws IOException {
    try (var notes = Files.list(baton("used/lab_local-stack"))) {
      return notes
          .map(note -> Long.parseLong(note.getFileName().toString()))
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .filter(ProcessHandle::isAlive)
          .findFirst()
          .orElseThrow()
          .pid();
    }
  }

  private static void signal(String signal, String to) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, "--", to).inheritIO().start().waitFor()).isZero();
  }
}
