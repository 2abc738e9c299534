package dev.baton.stack.up;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Generation;
import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.EvidenceUnavailableException;
import dev.baton.evidence.RunReader;
import dev.baton.evidence.ScanRow;
import dev.baton.evidence.UnknownCalls;
import dev.baton.market.MarketTime;
import dev.baton.slot.RecordedSchedules;
import dev.baton.stack.market.Http;
import dev.baton.stack.market.ServiceApi;
import dev.baton.stack.market.SimulatorApi;
import dev.baton.stack.postgres.PostgresServer;
import dev.baton.stack.process.Child;
import dev.baton.stack.report.Report;
import dev.baton.stack.report.Reporting;
import dev.baton.stack.report.RunRecord;
import dev.baton.stack.report.Schedule;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One {@code ./baton up}: starts everything, watches the market day, reports, ends everything. */
final class MarketRun {

  private static final Duration STARTING = Duration.ofSeconds(120);

  /** Added for each symbol, whose candles the simulator reads before it starts. */
  private static final Duration STARTING_OF_A_SYMBOL = Duration.ofMillis(300);

  private static final Duration LOGGING_IN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** How far apart in market time two scans may end that are stored in the other order. */
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(30);

  /** How long undone slots may stay so after the market's end before that is an error. */
  private static final Duration AFTER_END = Duration.ofSeconds(90);

  private final Plan plan;
  private final TradingCalendar calendar;
  private final Terminal terminal;
  private final Folders folders;
  private final Commands commands;
  private final Processes processes;
  private final BooleanSupplier stopped;
  private final Http http = new Http();
  private final Map<Generation, ServiceApi> services = new LinkedHashMap<>();
  private final Set<String> shown = new HashSet<>();
  private final ScanLines lines;
  private final SimulatorApi simulator;
  private PostgresServer postgres;
  private String database = "live";
  private final EvidenceDatabase recorded = new EvidenceDatabase(() -> postgres.connect(database));
  private Instant since = Instant.EPOCH;
  private Instant marketNow = Instant.EPOCH;
  private Instant newest = Instant.EPOCH;
  private boolean endedByHand;
  private List<Session> sessions = List.of();
  private boolean simulatorDied;
  private Optional<Logins> logins = Optional.empty();

  /**
   * @param stopped whether somebody asked to end
   */
  MarketRun(
      Plan plan, Terminal terminal, Folders folders, Processes processes, BooleanSupplier stopped) {
    this.plan = plan;
    this.calendar = plan.settings().calendar();
    this.terminal = terminal;
    this.folders = folders;
    this.processes = processes;
    this.stopped = stopped;
    this.commands = new Commands(folders.root(), plan);
    this.lines = new ScanLines(terminal);
    this.simulator = new SimulatorApi(http, URI.create(Commands.url(plan.ports().simulator)));
    for (Generation generation : plan.generations()) {
      services.put(generation, api(plan.ports().of(generation)));
    }
  }

  private ServiceApi api(int port) {
    return new ServiceApi(http, URI.create(Commands.url(port)));
  }

  /**
   * Runs until the market is over or somebody asks to end.
   *
   * @return 0 if everything that was due is done without a defect, 1 otherwise
   * @throws UsageException if a port is not free
   * @throws StartException if something does not come up
   */
  int run() throws IOException, InterruptedException {
    try (http) {
      checkPorts();
      start();
      if (stopped.getAsBoolean()) {
        return 130;
      }
      long began = System.nanoTime();
      boolean complete = watch();
      return end(complete, (System.nanoTime() - began) / 1e9);
    }
  }

  private void checkPorts() {
    if (!plan.live()) {
      Ports.checkFree("--simulator-port", plan.ports().simulator);
    }
    plan.generations()
        .forEach(
            generation ->
                Ports.checkFree("--" + generation.label() + "-port", plan.ports().of(generation)));
    if (plan.ports().postgres != 0) {
      Ports.checkFree("--postgres-port", plan.ports().postgres);
    }
  }

  private void start() throws IOException, InterruptedException {
    plan.postgres().ifPresent(this::check);
    terminal.line(Tone.QUIET, "starting; logs in " + folders.shown(folders.logs()));
    Optional<Child> market =
        plan.live() ? Optional.empty() : Optional.of(processes.start(commands.simulator()));
    postgres =
        plan.postgres().isPresent()
            ? plan.postgres().get()
            : processes.startPostgres(plan.live(), plan.ports().postgres);
    if (market.isPresent()) {
      processes.await(
          market.get(),
          api(plan.ports().simulator),
          STARTING.plus(STARTING_OF_A_SYMBOL.multipliedBy(commands.symbols())),
          stopped);
      if (stopped.getAsBoolean()) {
        return;
      }
      marketNow = simulator.clock().now();
      since = marketNow;
      sessions = Plan.sessions(calendar, MarketTime.date(since), plan.days());
      database =
          folders
              .run()
              .replace("run_", "run_" + MarketTime.date(since).toString().replace("-", "") + "_");
    } else {
      since = Instant.now();
      marketNow = since;
    }
    newest = since;
    ensureDatabase();
    dropOldRuns();
    warnOfSettingsNotUsed();
    Map<Generation, Child> children = new LinkedHashMap<>();
    for (Generation generation : services.keySet()) {
      children.put(
          generation, processes.start(commands.service(generation, postgres, database, since)));
    }
    for (Generation generation : services.keySet()) {
      processes.await(children.get(generation), services.get(generation), STARTING, stopped);
    }
    if (stopped.getAsBoolean()) {
      return;
    }
    where();
    lines.head();
    if (!plan.live()) {
      Logins first =
          new Logins(simulator, List.copyOf(services.values()), terminal, System::nanoTime);
      logins = Optional.of(first);
      first.first(marketNow, LOGGING_IN, stopped);
      simulator.start(participants());
    }
  }

  private List<String> participants() {
    return services.keySet().stream().map(Generation::label).toList();
  }

  /** Before anything is started: a server that cannot be used is reported at once. */
  private void check(PostgresServer server) {
    try {
      if (plan.live()) {
        database = server.database();
        server.checkOwn();
      } else {
        server.connect(server.database()).close();
      }
    } catch (SQLException e) {
      throw new StartException(server.refusal(e));
    }
  }

  private void ensureDatabase() {
    try {
      // With --postgres and --live the database is there: it was checked.
      if (plan.postgres().isEmpty() || !plan.live()) {
        postgres.ensureDatabase(database);
      }
    } catch (SQLException e) {
      throw new StartException(postgres.refusal(e));
    }
  }

  private void warnOfSettingsNotUsed() {
    List<String> notUsed =
        Commands.datasource(postgres, database).keySet().stream()
            .filter(System.getenv()::containsKey)
            .sorted()
            .toList();
    if (!notUsed.isEmpty()) {
      terminal.line(
          Tone.WARN,
          "not used, because the launcher chooses the database: %s; --postgres names another server",
          String.join(", ", notUsed));
    }
  }

  private void dropOldRuns() {
    try {
      OldRuns.drop(
              plan.postgres().isEmpty() ? Optional.of(postgres) : Optional.empty(),
              folders.logs().getParent())
          .ifPresent(text -> terminal.line(Tone.QUIET, text));
    } catch (SQLException | IOException e) {
      terminal.line(Tone.WARN, "old runs could not be dropped: " + e.getMessage());
    }
  }

  private void where() {
    terminal.line("");
    services.forEach(
        (generation, service) ->
            entry(generation.label(), service.base() + "  " + page(generation)));
    if (!plan.live()) {
      entry(
          "simulator",
          Commands.url(plan.ports().simulator) + "  /sim/clock /sim/calls /sim/faults");
    }
    String url = postgres.jdbcUrl(database);
    entry("postgresql", url + (url.contains("?") ? "&" : "?") + "user=" + postgres.user());
    entry(
        "market",
        plan.live()
            ? "live, "
                + System.getenv().getOrDefault("BATON_BROKER_URL", "the broker's own address")
            : "%s, %s, speed %s"
                .formatted(
                    plan.candles().map(folders::shown).orElse("synthetic"),
                    Terminal.range(
                        sessions.getFirst().date().toString(),
                        sessions.getLast().date().toString()),
                    plan.pace()));
    entry("memory", "%s symbols: %s".formatted(commands.symbols(), commands.heaps()));
    entry("logs", folders.shown(folders.logs()));
    terminal.line("");
  }

  private static String page(Generation generation) {
    return switch (generation) {
      case LEGACY -> "/api/scheduler/status /q/health /q/metrics";
      case OPTIMIZED -> "/api/scheduler/status /api/signals /q/health /q/metrics";
    };
  }

  private void entry(String name, String text) {
    terminal.line("  " + terminal.tone(Tone.STRONG, "%-11s".formatted(name)) + text);
  }

  /** Whether everything that was due is done. */
  private boolean watch() throws IOException, InterruptedException {
    long finishedAt = 0;
    boolean told = false;
    while (!stopped.getAsBoolean()) {
      processes.supervise(this::died);
      showScans();
      if (!plan.live()) {
        SimulatorApi.Clock clock = clock();
        logins.orElseThrow().check(marketNow);
        if (clock.finished()) {
          finishedAt = finishedAt == 0 ? System.nanoTime() : finishedAt;
          if (allDone()) {
            showScans();
            if (plan.exitWhenDone()) {
              return true;
            }
            if (!told) {
              told = true;
              terminal.line("");
              terminal.line("the market day is over and every slot is done; Ctrl-C ends");
            }
          } else if (plan.exitWhenDone() && System.nanoTime() - finishedAt > AFTER_END.toNanos()) {
            return false;
          }
        } else {
          finishedAt = 0;
        }
      }
      Thread.sleep(LOOK);
    }
    endedByHand = true;
    return true;
  }

  /** The clock; the last known time, not running, while the simulator is away. */
  private SimulatorApi.Clock clock() throws InterruptedException {
    try {
      SimulatorApi.Clock clock = simulator.clock();
      if (simulatorDied && clock.state().equals("frozen")) {
        simulator.start(participants());
      }
      marketNow = clock.now().isAfter(marketNow) ? clock.now() : marketNow;
      return clock;
    } catch (IOException e) {
      return new SimulatorApi.Clock(marketNow, "away");
    }
  }

  private void died(Child child) {
    if (!child.spec().name().equals("simulator")) {
      return;
    }
    simulatorDied = true;
    long left =
        sessions.stream().filter(s -> !s.date().isBefore(MarketTime.date(marketNow))).count();
    child.nextTime(child.spec().with(Commands.resumed(marketNow, (int) Math.max(1, left))));
  }

  /** Whether as many slots are done as are due by now; not while PostgreSQL is away. */
  private boolean allDone() {
    try {
      Schedule schedule =
          schedule(Span.simulated(sessions, since), reader().schedules(), marketNow);
      return new RunReader(recorded).slotsDone(plan.generations()) >= schedule.due().size();
    } catch (EvidenceUnavailableException e) {
      return false;
    }
  }

  private Schedule schedule(Span span, RecordedSchedules schedules, Instant until) {
    return Schedule.of(
        plan.settings().replay().timetable(calendar).recorded(schedules),
        plan.settings().replay().fetchLag(),
        span.sessions(),
        span.since(plan.generations()),
        until);
  }

  private EvidenceReader reader() {
    return new EvidenceReader(recorded, UnknownCalls.AFTER_SERVICES_ENDED);
  }

  private void showScans() {
    try {
      for (ScanRow scan : new RunReader(recorded).scansFinished(shownFrom())) {
        if (shown.add(scan.id())) {
          newest = scan.finishedAt().isAfter(newest) ? scan.finishedAt() : newest;
          lines.scan(scan);
        }
      }
    } catch (EvidenceUnavailableException e) {
      // PostgreSQL is away; the next look shows these scans.
    }
  }

  /** A database that is kept has scans of earlier runs; they are not shown again. */
  private Instant shownFrom() {
    Instant from = newest.minus(OUT_OF_ORDER);
    return from.isBefore(since) ? since : from;
  }

  private int end(boolean complete, double seconds) throws IOException, InterruptedException {
    terminal.line("");
    terminal.line(Tone.QUIET, "stopping");
    showScans();
    if (!plan.live()) {
      clock();
    }
    processes.stop(participants());
    Report report = report(seconds);
    new Summary(terminal).print(report);
    if (plan.report().isPresent()) {
      report.write(plan.report().get());
      terminal.line("  report     " + folders.shown(plan.report().get()));
    }
    if (!complete) {
      terminal.line(
          Tone.BAD,
          "slots were still undone " + AFTER_END.toSeconds() + " s after the market's end");
    }
    return complete && (!plan.exitWhenDone() || report.defects().isEmpty()) ? 0 : 1;
  }

  private Report report(double seconds) throws InterruptedException {
    Optional<List<RunRecord.BrokerRow>> broker = brokerCalls();
    Instant until = plan.live() ? Instant.now() : marketNow;
    Span span =
        plan.live()
            ? Span.live(
                calendar,
                since,
                until,
                new RunReader(recorded).oldestScanned(since),
                reader().scheduleStarts())
            : Span.simulated(sessions, since);
    RunRecord record = RunRecord.read(recorded, span.from(), MarketTime.date(until), broker);
    Schedule schedule = schedule(span, record.evidence().schedules(), until);
    Report.Run run =
        new Report.Run(
            plan.live() ? "live" : plan.candles().map(folders::shown).orElse("synthetic"),
            MarketTime.date(span.from()).toString(),
            span.sessions().isEmpty()
                ? MarketTime.date(until).toString()
                : span.sessions().getLast().date().toString(),
            plan.live() ? "1" : plan.pace(),
            MarketTime.offset(until).toString(),
            Math.round(seconds * 10) / 10.0,
            endedByHand && !schedule.allDone(record.slots()),
            processes.restarts());
    return new Reporting(run, schedule, record, since, Commands.callsInFlight(System.getenv()))
        .report();
  }

  /** The broker's own count; empty if it cannot be asked, or lost what came before its restart. */
  private Optional<List<RunRecord.BrokerRow>> brokerCalls() throws InterruptedException {
    if (plan.live() || processes.restarts().containsKey("simulator")) {
      return Optional.empty();
    }
    try {
      return Optional.of(simulator.calls());
    } catch (IOException e) {
      terminal.line(Tone.WARN, "the simulator's count is missing: " + e.getMessage());
      return Optional.empty();
    }
  }
}
