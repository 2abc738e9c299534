package dev.baton.stack.up;

import dev.baton.market.MarketTime;
import dev.baton.stack.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./baton up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    headerHeading = "",
    header = "Run the pair on this machine: PostgreSQL, the simulated broker and both services.",
    description = {
      "",
      "Shows one line per scan of both generations while the market day runs, and a summary at the end.",
      "Ctrl-C ends everything. Data, logs and pid files are kept in .baton/.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./baton up",
      "  ./baton up --candles ../shared/market-data --date 2026-06-10 --exit-when-done --report r.json",
      "  ./baton up --speed max --days 3 --exit-when-done"
    })
public final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--candles",
      paramLabel = "DIR",
      description =
          "Folder of recorded candles, {1d,5m}/SYMBOL.csv.gz. Without it: a synthetic market.")
  Optional<Path> candles;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "First session, like 2026-06-10. Without it: the newest recorded one.")
  Optional<String> date;

  @Option(names = "--days", paramLabel = "N", description = "Number of sessions. Default: 1.")
  Optional<String> days;

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      description =
          "Market seconds a real second, or as fast as it goes. Default: 80, a day in about six minutes.")
  Optional<String> speed;

  @Option(
      names = "--skip-idle",
      description =
          "Leave out the time in which both services wait; with --speed 1 every scan takes its real time.")
  boolean skipIdle;

  @Option(
      names = "--only",
      paramLabel = "GENERATION",
      description = "Run one service only: legacy or optimized.")
  Optional<String> only;

  @Option(
      names = "--exit-when-done",
      description =
          "End when the last session is over and every slot is done; exit code 1 if something was wrong.")
  boolean exitWhenDone;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the run's figures as JSON.")
  Optional<Path> report;

  @Option(
      names = "--live",
      description = {
        "The machine's clock and the real broker instead of the simulator. Needs BATON_BROKER_CLIENT_ID and",
        "BATON_BROKER_APP_SECRET; log in each day with POST /api/broker/session."
      })
  boolean live;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = {
        "A PostgreSQL that runs already: postgresql://USER@HOST:PORT/DATABASE, with or without jdbc:.",
        "A password is taken from the URL or, where nobody sees it, from PGPASSWORD; PGUSER is the user if the URL",
        "has none. A simulated run makes a database of its own there, so the user must be allowed to; --live uses the",
        "URL's database, which must be empty or Baton's own. Nothing is ever dropped there. Without it: an embedded",
        "PostgreSQL, whose data are in .baton/. QUARKUS_DATASOURCE_* of the environment are not used."
      })
  Optional<String> postgres;

  @Mixin final Ports ports = new Ports();

  @Option(
      names = "--postgres-restart-after",
      hidden = true,
      defaultValue = "0",
      description = "For drills: seconds until a PostgreSQL that died is started again.")
  private int postgresRestartAfter;

  @Option(names = "--check", hidden = true, description = "Check the options only.")
  private boolean check;

  @Spec CommandSpec spec;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = Terminal.standard(Boolean.getBoolean("baton.terminal"));
    ServiceSettings settings = ServiceSettings.of(System.getenv());
    Plan plan = Plan.of(this, Folders.builtServices(), settings, System.getenv());
    if (check) {
      return 0;
    }
    Folders folders =
        Folders.of(
            (plan.live() ? "live_" : "run_") + STAMP.format(LocalDateTime.now(MarketTime.OFFSET)));

    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stopped, ended), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Processes processes =
        Processes.open(folders, terminal, Duration.ofSeconds(postgresRestartAfter))) {
      return new MarketRun(plan, terminal, folders, processes, () -> stopped.get() || orphaned())
          .run();
    } finally {
      ended.countDown();
    }
  }

  /** The virtual machine ends when this returns: everything is stopped by then. */
  private static void stopAndWait(AtomicBoolean stopped, CountDownLatch ended) {
    stopped.set(true);
    try {
      ended.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the script that started this is gone without having said so. */
  private static boolean orphaned() {
    long script = Long.getLong("baton.script", 0L);
    return script != 0 && ProcessHandle.of(script).filter(ProcessHandle::isAlive).isEmpty();
  }
}
