package dev.baton.stack.up;

import dev.baton.category.Generation;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.stack.postgres.PostgresServer;
import dev.baton.stack.process.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** How the processes of a run are started: commands and environment variables. */
final class Commands {

  private static final String CLIENT_ID = "BATON01";
  private static final String APP_SECRET = "simulated-secret";

  /** The optimized service's own setting and its default; the legacy one scans one symbol at a time. */
  private static final String SYMBOLS_AT_A_TIME = "SCHEDULER_MAX_CONCURRENT_SYMBOLS";

  private static final int DEFAULT_SYMBOLS_AT_A_TIME = 5;

  /** A setting of both services, whose file the launcher and the simulator read, too. */
  private static final String OVERRIDES = "BATON_CALENDAR_OVERRIDES";

  /**
   * Three JVMs on a small machine: a collector and compiler that start fast. One that runs out of memory ends, and is started
   * again, instead of living on without the threads that it lost (ADR 42).
   */
  private static final List<String> JVM =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private final Path root;
  private final Plan plan;
  private final SortedSet<Symbol> symbols;
  private final Heaps heaps;

  Commands(Path root, Plan plan) {
    this.root = root;
    this.plan = plan;
    this.symbols = plan.settings().universe().all();
    this.heaps = Heaps.of(symbols.size(), plan.days());
  }

  /** The number of symbols that the services scan. */
  int symbols() {
    return symbols.size();
  }

  /** The heaps of the processes. */
  Heaps heaps() {
    return heaps;
  }

  Child.Spec simulator() {
    Map<String, String> environment = http(plan.ports().simulator);
    plan.candles().ifPresent(folder -> environment.put("SIMULATOR_CANDLES", folder.toString()));
    plan.date().ifPresent(date -> environment.put("SIMULATOR_DATE", date.toString()));
    environment.put(
        "SIMULATOR_SYMBOLS", symbols.stream().map(Symbol::value).collect(Collectors.joining(",")));
    environment.put("SIMULATOR_DAYS", Integer.toString(plan.days()));
    environment.put("SIMULATOR_SPEED", plan.speed());
    environment.put("SIMULATOR_SKIP_IDLE", Boolean.toString(plan.skipIdle()));
    environment.put("SIMULATOR_CLIENT_ID", CLIENT_ID);
    environment.put("SIMULATOR_APP_SECRET", APP_SECRET);
    overrides(System.getenv())
        .ifPresent(file -> environment.put("SIMULATOR_CALENDAR_OVERRIDES", file));
    return new Child.Spec(
        "simulator", java("lab/market-simulator", heaps.simulator()), environment);
  }

  /** Settings of a simulator that replaces one that died: it continues the market day instead of repeating it. */
  static Map<String, String> resumed(Instant now, int daysLeft) {
    return Map.of(
        "SIMULATOR_DATE", MarketTime.date(now).toString(),
        "SIMULATOR_DAYS", Integer.toString(daysLeft),
        "SIMULATOR_START_TIME", MarketTime.local(now).toLocalTime().withNano(0).toString());
  }

  /**
   * A service.
   *
   * @param since from when on slots are due in a simulated run; with {@code --live} the service decides
   */
  Child.Spec service(
      Generation generation, PostgresServer postgres, String database, Instant since) {
    Map<String, String> environment = http(plan.ports().of(generation));
    environment.putAll(datasource(postgres, database));
    switch (generation) {
      case LEGACY -> environment.put("BATON_MODE", "live");
      case OPTIMIZED -> {
        environment.put("BATON_MODE", "shadow");
        environment.put("BATON_LEGACY_URL", url(plan.ports().legacy));
      }
    }
    plan.candles()
        .filter(_ -> plan.settings().facts().isEmpty())
        .map(SymbolFacts::fileIn)
        .filter(Files::exists)
        .ifPresent(facts -> environment.put("BATON_SYMBOL_FACTS", facts.toString()));
    if (plan.live()) {
      environment.put("BATON_CLOCK", "system");
    } else {
      environment.put("BATON_SINCE", since.toString());
      environment.put("BATON_CLOCK", "simulated");
      environment.put("BATON_CLOCK_URL", url(plan.ports().simulator));
      environment.put("BATON_BROKER_URL", url(plan.ports().simulator) + "/v1");
      environment.put("BATON_BROKER_CLIENT_ID", CLIENT_ID);
      environment.put("BATON_BROKER_APP_SECRET", APP_SECRET);
    }
    return new Child.Spec(
        generation.label(),
        java(Folders.serviceModule(generation), heaps.of(generation)),
        environment,
        ServiceSettings.notFor(generation, System.getenv()));
  }

  /** The services' settings of their database. */
  static Map<String, String> datasource(PostgresServer postgres, String database) {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
        "QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(database),
        "QUARKUS_DATASOURCE_USERNAME", postgres.user(),
        "QUARKUS_DATASOURCE_PASSWORD", postgres.password());
  }

  /**
   * The most broker calls that each service can have in flight when it dies: one for each symbol that it scans at a time, and
   * a login or the contract file beside them.
   */
  static Map<Generation, Integer> callsInFlight(Map<String, String> environment) {
    String symbols = environment.getOrDefault(SYMBOLS_AT_A_TIME, "");
    int atATime =
        symbols.matches("\\d{1,2}") ? Integer.parseInt(symbols) : DEFAULT_SYMBOLS_AT_A_TIME;
    return Map.of(Generation.LEGACY, 1 + 1, Generation.OPTIMIZED, atATime + 1);
  }

  private static Optional<String> overrides(Map<String, String> environment) {
    return Optional.of(environment.getOrDefault(OVERRIDES, "")).filter(file -> !file.isBlank());
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static Map<String, String> http(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    return environment;
  }

  private List<String> java(String module, int megabytes) {
    List<String> command = new ArrayList<>(JVM);
    command.addFirst("-Xmx" + megabytes + "m");
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar").toString());
    return command;
  }
}
