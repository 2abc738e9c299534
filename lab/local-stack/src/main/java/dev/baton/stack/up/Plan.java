package dev.baton.stack.up;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Generation;
import dev.baton.csv.DataFileException;
import dev.baton.market.CandleFolder;
import dev.baton.stack.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ./baton up} is to do, checked.
 *
 * @param candles a folder of recorded candles; without one the simulator makes a market
 * @param date first session; without one the simulator chooses
 * @param days number of sessions
 * @param speed {@code max}, or market seconds a real second
 * @param skipIdle whether market time in which both services wait is left out
 * @param generations which services run, at least one
 * @param live the machine's clock and the real broker
 * @param report where the report goes
 * @param postgres a server that runs already; without one the launcher starts its own
 */
public record Plan(
    Optional<Path> candles,
    Optional<LocalDate> date,
    int days,
    String speed,
    boolean skipIdle,
    Set<Generation> generations,
    boolean live,
    boolean exitWhenDone,
    Optional<Path> report,
    Optional<PostgresServer> postgres,
    Ports ports) {

  /** Where each process listens, on this machine only. */
  public record Ports(int optimized, int legacy, int simulator, int postgres) {

    /** The port of a generation's service. */
    public int of(Generation generation) {
      return switch (generation) {
        case LEGACY -> legacy;
        case OPTIMIZED -> optimized;
      };
    }
  }

  /** The options as they were typed; empty where they were not. */
  public record Typed(
      Optional<Path> candles,
      Optional<String> date,
      Optional<String> days,
      Optional<String> speed,
      boolean skipIdle,
      Optional<String> only,
      boolean live,
      boolean exitWhenDone,
      Optional<Path> report,
      Optional<String> postgres,
      Ports ports) {}

  /** A market day in about six minutes: the design's default. */
  static final String DEFAULT_SPEED = "80";

  /** Of {@code --postgres-port}: any free one. */
  private static final int ANY_PORT = 0;

  static final int MOST_DAYS = 250;

  /** The simulator's own limit. */
  static final int MOST_SPEED = 100_000;

  /** What {@code --live} reads; the names are the services' own. */
  static final List<String> LIVE_VARIABLES =
      List.of("BATON_BROKER_CLIENT_ID", "BATON_BROKER_APP_SECRET");

  public Plan {
    requireNonNull(candles, "candles is null");
    requireNonNull(date, "date is null");
    requireNonNull(speed, "speed is null");
    requireNonNull(report, "report is null");
    requireNonNull(postgres, "postgres is null");
    requireNonNull(ports, "ports is null");
    generations = Collections.unmodifiableSet(EnumSet.copyOf(generations));
  }

  /**
   * Checks the options.
   *
   * @param built the generations whose service is part of the project; all of them run unless one is chosen
   * @throws UsageException if one cannot be used
   */
  public static Plan of(
      Typed typed,
      Set<Generation> built,
      TradingCalendar calendar,
      Map<String, String> environment) {
    if (typed.live()) {
      checkLive(typed, environment);
    }
    typed.candles().ifPresent(Plan::checkFolder);
    int days = typed.days().map(Plan::days).orElse(1);
    Optional<LocalDate> date = typed.date().map(Plan::date);
    date.ifPresent(first -> sessions(calendar, first, days));
    checkPorts(typed.ports());
    return new Plan(
        typed.candles().map(Path::toAbsolutePath).map(Path::normalize),
        date,
        days,
        typed.speed().map(Plan::speed).orElse(DEFAULT_SPEED),
        typed.skipIdle(),
        typed.only().map(text -> only(text, built)).orElse(built),
        typed.live(),
        typed.exitWhenDone(),
        typed.report().map(file -> OutputFile.checked("--report", file)),
        typed.postgres().map(url -> postgres(url, typed.ports(), environment)),
        typed.ports());
  }

  /**
   * The sessions from a date on.
   *
   * @throws UsageException if the date is no session, or the calendar does not know one of them
   */
  public static List<Session> sessions(TradingCalendar calendar, LocalDate first, int days) {
    try {
      List<Session> sessions = new ArrayList<>();
      sessions.add(calendar.require(first));
      while (sessions.size() < days) {
        sessions.add(calendar.next(sessions.getLast().date()));
      }
      return sessions;
    } catch (UnknownCalendarException | IllegalArgumentException e) {
      throw new UsageException("--date: " + e.getMessage());
    }
  }

  private static void checkLive(Typed typed, Map<String, String> environment) {
    Map<String, Boolean> simulated = new java.util.LinkedHashMap<>();
    simulated.put("--candles", typed.candles().isPresent());
    simulated.put("--date", typed.date().isPresent());
    simulated.put("--days", typed.days().isPresent());
    simulated.put("--speed", typed.speed().isPresent());
    simulated.put("--skip-idle", typed.skipIdle());
    simulated.put("--exit-when-done", typed.exitWhenDone());
    simulated.forEach(
        (option, given) -> {
          if (given) {
            throw new UsageException(
                option + " is of the simulated market and cannot be used with --live");
          }
        });
    List<String> missing =
        LIVE_VARIABLES.stream()
            .filter(name -> environment.getOrDefault(name, "").isBlank())
            .toList();
    if (!missing.isEmpty()) {
      throw new UsageException(
          "--live needs the environment variable%s %s"
              .formatted(missing.size() == 1 ? "" : "s", String.join(" and ", missing)));
    }
  }

  private static PostgresServer postgres(String url, Ports ports, Map<String, String> environment) {
    if (ports.postgres() != ANY_PORT) {
      throw new UsageException(
          "--postgres-port is of the launcher's own server and cannot be used with --postgres");
    }
    try {
      return PostgresServer.of(url, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--postgres: " + e.getMessage());
    }
  }

  private static void checkFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("--candles: there is no folder " + folder);
    }
    try {
      CandleFolder.open(folder);
    } catch (DataFileException e) {
      throw new UsageException("--candles: " + e.getMessage());
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("--date: '%s' is no date such as 2026-06-10".formatted(text));
    }
  }

  private static int days(String text) {
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST_DAYS) {
      throw new UsageException("--days: '%s' is not 1 to %d".formatted(text, MOST_DAYS));
    }
    return Integer.parseInt(text);
  }

  private static String speed(String text) {
    if (text.equals("max")) {
      return text;
    }
    try {
      double factor = Double.parseDouble(text);
      if (factor > 0 && factor <= MOST_SPEED) {
        return text;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        "--speed: '%s' is neither max nor a number above 0 and at most %d"
            .formatted(text, MOST_SPEED));
  }

  private static Set<Generation> only(String text, Set<Generation> built) {
    for (Generation generation : Generation.values()) {
      if (generation.label().equals(text)) {
        if (!built.contains(generation)) {
          throw new UsageException(
              "--only: there is no folder " + Folders.serviceModule(generation));
        }
        return EnumSet.of(generation);
      }
    }
    throw new UsageException("--only: '%s' is neither legacy nor optimized".formatted(text));
  }

  private static void checkPorts(Ports ports) {
    Map<String, Integer> all = new java.util.LinkedHashMap<>();
    all.put("--optimized-port", ports.optimized());
    all.put("--legacy-port", ports.legacy());
    all.put("--simulator-port", ports.simulator());
    if (ports.postgres() != ANY_PORT) {
      all.put("--postgres-port", ports.postgres());
    }
    Map<Integer, String> seen = new java.util.HashMap<>();
    all.forEach(
        (option, port) -> {
          if (port < 1 || port > 65535) {
            throw new UsageException("%s: %d is no port".formatted(option, port));
          }
          String other = seen.put(port, option);
          if (other != null) {
            throw new UsageException("%s and %s are both %d".formatted(other, option, port));
          }
        });
  }

  /** The speed, for a person. */
  public String pace() {
    return skipIdle ? speed + " without idle time" : speed;
  }

  /** The option that changes the port of a generation's service. */
  static String portOption(Generation generation) {
    return new EnumMap<>(
            Map.of(
                Generation.LEGACY, "--legacy-port",
                Generation.OPTIMIZED, "--optimized-port"))
        .get(generation);
  }
}
