package dev.baton.stack.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.baton.stack.process.Stopping;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** An embedded PostgreSQL whose data stay in a folder from one start to the next. */
public final class LocalPostgres implements AutoCloseable {

  /** Superuser of the embedded server, which trusts connections from this machine. */
  public static final String USER = "postgres";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FOR_ITS_END = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Path data;
  private final Path binaries;
  private final Path log;
  private final boolean durable;
  private final Duration patience;
  private EmbeddedPostgres server;
  private ProcessHandle postmaster;
  private int port;

  private LocalPostgres(
      Path data, Path binaries, Path log, boolean durable, int port, Duration patience) {
    this.data = requireNonNull(data, "data is null");
    this.binaries = requireNonNull(binaries, "binaries is null");
    this.log = requireNonNull(log, "log is null");
    this.durable = durable;
    this.port = port;
    this.patience = requireNonNull(patience, "patience is null");
  }

  /**
   * Starts the server; one that a crash left running on the same data is stopped first.
   *
   * @param data kept; made by the first start
   * @param binaries where the server's program files are unpacked once
   * @param log where its messages are appended
   * @param durable whether a commit waits for the disk; a rehearsal need not
   * @param port 0 for any free one
   * @throws IOException if it cannot be started, and then it does not run; the log says why
   * @throws RootRefusedException if PostgreSQL would have to run as root
   */
  public static LocalPostgres start(Path data, Path binaries, Path log, boolean durable, int port)
      throws IOException {
    return start(data, binaries, log, durable, port, PATIENCE);
  }

  /**
   * @param patience how long a server may take to come up
   */
  static LocalPostgres start(
      Path data, Path binaries, Path log, boolean durable, int port, Duration patience)
      throws IOException {
    RootRefusedException.check();
    LocalPostgres postgres = new LocalPostgres(data, binaries, log, durable, port, patience);
    postgres.start();
    return postgres;
  }

  private void start() throws IOException {
    stopStale(data);
    removeHalfMade(data);
    // A start that failed may still hold it within this virtual machine; whose data these are, the
    // launcher's lock says.
    Files.deleteIfExists(data.resolve("epg-lock"));
    Files.createDirectories(data.getParent());
    Files.createDirectories(binaries);
    Files.createDirectories(log.getParent());
    try {
      server = launch();
      port = server.getPort();
      // What the library started has ended by now: it only brings up the server.
      postmaster = noted(data).orElseThrow(() -> new IOException("it is not running"));
    } catch (IOException | RuntimeException e) {
      endHalfStarted();
      throw new IOException(
          "PostgreSQL cannot be started: %s; its log is %s".formatted(e.getMessage(), log), e);
    }
  }

  /**
   * Ends what brings up the server, then the server: it may not have noted its number yet, so it is found by its command line.
   */
  private void endHalfStarted() throws IOException {
    List<ProcessHandle> starters =
        ProcessHandle.current().children().filter(process -> serves(process, data)).toList();
    Stopping.ended(starters, FOR_ITS_END);
    Stopping.stop(starters, Duration.ofSeconds(5));
    for (ProcessHandle started :
        ProcessHandle.allProcesses().filter(this::isServerOfTheseData).toList()) {
      end(started, data);
    }
  }

  /**
   * Whether the process is the server of these data, or is about to be: pg_ctl starts it by a shell, which takes the program's
   * place only after pg_ctl has ended. Other servers run the same program files, in a folder beside these data.
   */
  private boolean isServerOfTheseData(ProcessHandle process) {
    String quoted = "-D \"%s\"".formatted(data);
    return Stream.of(process.info().arguments().orElse(new String[0]))
        .anyMatch(argument -> argument.equals(data.toString()) || argument.contains(quoted));
  }

  /** One at a time on this machine: the library unpacks its program files into a shared folder. */
  private EmbeddedPostgres launch() throws IOException {
    String sync = durable ? "on" : "off";
    synchronized (LocalPostgres.class) {
      try (FileChannel file = FileChannel.open(binaries.resolve("lock"), CREATE, WRITE);
          FileLock _ = file.lock()) {
        removeHalfUnpacked(binaries);
        return EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setPGStartupWait(patience)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("fsync", sync)
            // What was committed survives a killed server, whether or not it survives a power cut.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", sync)
            .setServerConfig("timezone", "Asia/Kolkata")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
      }
    }
  }

  /** What an interrupted start unpacked lacks the library's mark of completeness, and would fail the next one. */
  static void removeHalfUnpacked(Path binaries) throws IOException {
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(binaries, "PG-*")) {
      for (Path folder : unpacked) {
        if (!Files.exists(folder.resolve(".exists"))) {
          FileUtils.deleteDirectory(folder.toFile());
        }
      }
    }
  }

  /**
   * What an interrupted initdb left would fail every later start. PostgreSQL notes the options of its newest start beside
   * the data, and the first start comes after initdb.
   */
  static void removeHalfMade(Path data) throws IOException {
    if (!Files.exists(data) || Files.exists(data.resolve("postmaster.opts"))) {
      return;
    }
    Stopping.stop(
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("/initdb"))
            .filter(process -> serves(process, data))
            .toList(),
        Duration.ofSeconds(5));
    FileUtils.deleteDirectory(data.toFile());
  }

  /**
   * Starts it again on the same port if it died; whether it did.
   *
   * @throws IOException if it cannot be started; the next call tries again
   */
  public boolean restartIfDead() throws IOException {
    if (runs()) {
      return false;
    }
    close();
    start();
    return true;
  }

  public boolean runs() {
    return serves(postmaster, data);
  }

  public ProcessHandle process() {
    return postmaster;
  }

  /** Where it listens, and its superuser. */
  public PostgresServer server() {
    return new PostgresServer("127.0.0.1:" + port, USER, USER, USER, "");
  }

  /** Stops the server; the data stay. */
  @Override
  public void close() throws IOException {
    end(postmaster, data);
    server.close();
  }

  /** Ends a server that a crashed launcher left behind, and removes a pid file that belongs to no server. */
  static void stopStale(Path data) throws IOException {
    Optional<ProcessHandle> left = noted(data);
    if (left.isPresent()) {
      end(left.get(), data);
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  /** The living process whose number is in the server's pid file. */
  private static Optional<ProcessHandle> noted(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readString(file)
        .lines()
        .findFirst()
        .map(String::trim)
        .filter(pid -> pid.matches("\\d{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(ProcessHandle::isAlive);
  }

  /** SIGINT is PostgreSQL's fast shutdown: open connections are ended, nothing is lost. */
  private static void end(ProcessHandle process, Path data) throws IOException {
    if (serves(process, data)) {
      interrupt(process);
      if (!ended(process, data)) {
        Stopping.stop(List.of(process), Duration.ofSeconds(5));
      }
    }
  }

  /** Waits for the server's end as long as it may take. It is no child of ours, so nobody tells when it comes. */
  private static boolean ended(ProcessHandle process, Path data) {
    long deadline = System.nanoTime() + FOR_ITS_END.toNanos();
    while (serves(process, data)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the process is the server of these data. The number in a stale file may be another program's by now, and a server
   * that has ended may go on being listed, without a command line, until whoever inherited it looks.
   */
  private static boolean serves(ProcessHandle process, Path data) {
    String command = process.info().commandLine().orElse("");
    return command.contains("postgres") && command.contains(data.toString());
  }

  private static void interrupt(ProcessHandle process) throws IOException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
