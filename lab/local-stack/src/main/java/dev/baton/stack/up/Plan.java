package dev.baton.stack.up;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Generation;
import dev.baton.csv.DataFileException;
import dev.baton.csv.PlainNumber;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.CandleFolder;
import dev.baton.stack.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What {@code ./baton up} is to do, checked.
 *
 * @param candles a folder of recorded candles; without one the simulator makes a market
 * @param date first session; without one the simulator chooses
 * @param speed {@code max}, or market seconds a real second
 * @param skipIdle whether market time in which both services wait is left out
 * @param generations which services run, at least one
 * @param live the machine's clock and the real broker
 * @param postgres a server that runs already; without one the launcher starts its own
 * @param settings of both services
 */
record Plan(
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
    Ports ports,
    ServiceSettings settings) {

  /** A market day in about six minutes: the design's default. */
  static final String DEFAULT_SPEED = "80";

  static final int MOST_DAYS = 250;

  /** The simulator's own limit. */
  static final int MOST_SPEED = 100_000;

  private static final List<String> OF_THE_SIMULATED_MARKET =
      List.of("--candles", "--date", "--days", "--speed", "--skip-idle", "--exit-when-done");

  /** What {@code --live} reads; the names are the services' own. */
  static final List<String> LIVE_VARIABLES =
      List.of("BATON_BROKER_CLIENT_ID", "BATON_BROKER_APP_SECRET");

  /**
   * Checks the options.
   *
   * @param built the generations whose service is part of the project; all of them run unless one is chosen
   * @throws UsageException if one cannot be used
   */
  static Plan of(
      UpCommand typed,
      Set<Generation> built,
      ServiceSettings settings,
      Map<String, String> environment) {
    if (typed.live) {
      checkLive(typed.spec.commandLine().getParseResult(), environment);
    }
    typed.candles.ifPresent(Plan::checkCandles);
    int days = typed.days.map(Plan::days).orElse(1);
    Optional<LocalDate> date = typed.date.map(text -> OptionChecks.date("--date", text));
    date.ifPresent(first -> sessions(settings.calendar(), first, days));
    typed.ports.check();
    return new Plan(
        typed.candles.map(Path::toAbsolutePath).map(Path::normalize),
        date,
        days,
        typed.speed.map(Plan::speed).orElse(DEFAULT_SPEED),
        typed.skipIdle,
        typed.only.map(text -> only(text, built)).orElse(built),
        typed.live,
        typed.exitWhenDone,
        typed.report.map(file -> OptionChecks.outputFile("--report", file)),
        typed.postgres.map(url -> postgres(url, typed.ports, environment)),
        typed.ports,
        settings);
  }

  /**
   * The sessions from a date on.
   *
   * @throws UsageException if the date is no session, or the calendar does not know one of them
   */
  static List<Session> sessions(TradingCalendar calendar, LocalDate first, int days) {
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

  private static void checkLive(ParseResult typed, Map<String, String> environment) {
    for (String option : OF_THE_SIMULATED_MARKET) {
      if (typed.hasMatchedOption(option)) {
        throw new UsageException(
            option + " is of the simulated market and cannot be used with --live");
      }
    }
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
    if (ports.postgres != 0) {
      throw new UsageException(
          "--postgres-port is of the launcher's own server and cannot be used with --postgres");
    }
    try {
      return PostgresServer.of(url, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--postgres: " + e.getMessage());
    }
  }

  private static void checkCandles(Path folder) {
    OptionChecks.folder("--candles", folder);
    try {
      CandleFolder.open(folder);
      SymbolFacts.ofFolder(folder);
    } catch (DataFileException e) {
      throw new UsageException("--candles: " + e.getMessage());
    }
  }

  private static int days(String text) {
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST_DAYS) {
      throw new UsageException("--days: '%s' is not 1 to %s".formatted(text, MOST_DAYS));
    }
    return Integer.parseInt(text);
  }

  private static String speed(String text) {
    if (text.equals("max")) {
      return text;
    }
    try {
      double factor = PlainNumber.decimal(text);
      if (factor > 0 && factor <= MOST_SPEED) {
        return text;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        "--speed: '%s' is neither max nor a number above 0 and at most %s"
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

  /** The speed, for a person. */
  String pace() {
    return skipIdle ? speed + " without idle time" : speed;
  }
}
