package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Generation;
import dev.baton.stack.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanTest {

  @TempDir Path folder;
  private final Map<String, String> options = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Set<Generation> built = EnumSet.allOf(Generation.class);

  private Plan plan() {
    UpCommand typed = new UpCommand();
    new CommandLine(typed)
        .parseArgs(
            options.entrySet().stream()
                .map(option -> "--" + option.getKey() + option.getValue())
                .toArray(String[]::new));
    return Plan.of(typed, built, ServiceSettings.of(environment), environment);
  }

  private void option(String name, Object value) {
    options.put(name, "=" + value);
  }

  @Test
  void withoutOptionsBothGenerationsRunASyntheticDayInSixMinutes() {
    Plan plan = plan();
    assertThat(plan.generations()).containsExactly(Generation.LEGACY, Generation.OPTIMIZED);
    assertThat(plan.speed()).isEqualTo("80");
    assertThat(plan.days()).isEqualTo(1);
    assertThat(plan.candles()).isEmpty();
  }

  @Test
  void theServicesGetTheFactsOfTheFolderOfCandles() throws IOException {
    // given
    Path daily = Files.createDirectories(folder.resolve("1d"));
    Files.writeString(daily.resolve("TCS.csv"), "time,open,high,low,close,volume\n");
    option("candles", folder);
    PostgresServer postgres =
        PostgresServer.of("postgresql://baton@localhost:5432/baton", Map.of());

    // then
    assertThat(service(postgres)).doesNotContainKey("BATON_SYMBOL_FACTS");

    // when
    Path facts = folder.resolve("facts.csv");
    Files.writeString(facts, "symbols,timeframe,from,to,fact,value,note\n");

    // then
    assertThat(service(postgres)).containsEntry("BATON_SYMBOL_FACTS", facts.toString());

    // when: a file that the environment names wins
    Path named = folder.resolve("named.csv");
    Files.writeString(named, "symbols,timeframe,from,to,fact,value,note\n");
    environment.put("BATON_SYMBOL_FACTS", named.toString());

    // then
    assertThat(service(postgres)).doesNotContainKey("BATON_SYMBOL_FACTS");
    environment.remove("BATON_SYMBOL_FACTS");

    // when
    Files.writeString(facts, "symbols,timeframe,from,to,fact,value,note\nTCS,1D,today,,absent,,\n");

    // then
    assertThatThrownBy(this::plan)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--candles: %s, line 2: from 'today' is not a date; expected like 2026-02-01", facts);
  }

  @Test
  void whatRunsOutOfMemoryEnds() {
    Commands commands = new Commands(folder, plan());
    PostgresServer postgres =
        PostgresServer.of("postgresql://baton@localhost:5432/baton", Map.of());
    for (Generation generation : Generation.values()) {
      assertThat(commands.service(generation, postgres, "baton", Instant.EPOCH).command())
          .contains("-XX:+ExitOnOutOfMemoryError");
    }
    assertThat(commands.simulator().command()).contains("-XX:+ExitOnOutOfMemoryError");
  }

  private Map<String, String> service(PostgresServer postgres) {
    return new Commands(folder, plan())
        .service(Generation.OPTIMIZED, postgres, "baton", Instant.EPOCH)
        .environment();
  }

  @Test
  void afterTheCleanUpTheOptimizedServiceRunsAlone() {
    // given
    built = EnumSet.of(Generation.OPTIMIZED);
    // then
    assertThat(plan().generations()).containsExactly(Generation.OPTIMIZED);
    // when
    option("only", "legacy");
    // then
    assertThatThrownBy(this::plan).hasMessage("--only: there is no folder legacy-scheduler");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date|2026-06-13|--date: 2026-06-13 is no session; the one before is 2026-06-12, the next 2026-06-15",
        "date|10/06/2026|--date: '10/06/2026' is no date such as 2026-06-10",
        "date|2031-01-03|--date: the trading calendar knows 2025-01-01 to 2026-12-31, not 2031-01-03",
        "days|0|--days: '0' is not 1 to 250",
        "days|many|--days: 'many' is not 1 to 250",
        "speed|0|--speed: '0' is neither max nor a number above 0",
        "speed|-3|--speed: '-3' is neither max nor a number above 0",
        "speed|NaN|--speed: 'NaN' is neither max nor a number above 0",
        "speed|100001|--speed: '100001' is neither max nor a number above 0 and at most 100000",
        "only|both|--only: 'both' is neither legacy nor optimized",
        "postgres|localhost:5432|--postgres: it does not begin with postgresql://; write postgresql://USER@HOST:PORT/DATABASE",
        "postgres|postgresql://localhost/baton|--postgres: no user; write postgresql://USER@HOST:PORT/DATABASE or set PGUSER",
        "candles|/does/not/exist|--candles: there is no folder /does/not/exist",
        "report|/does/not/exist/r.json|--report: there is no folder /does/not/exist",
        "report|/proc/r.json|--report: nothing can be written into /proc",
      })
  void anOptionThatCannotBeUsedIsNamedInOneLine(String option, String value, String message) {
    option(option, value);
    assertThatThrownBy(this::plan)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aServerThatRunsAlreadyIsTaken() {
    // given
    option("postgres", "jdbc:postgresql://db.example/baton");
    environment.put("PGUSER", "trader");
    // then
    assertThat(plan().postgres().orElseThrow()).hasToString("trader at db.example:5432");
    // and not with the port of another server
    option("postgres-port", 5433);
    assertThatThrownBy(this::plan)
        .hasMessage(
            "--postgres-port is of the launcher's own server and cannot be used with --postgres");
  }

  @Test
  void daysBeyondTheCalendarAreRefused() {
    option("date", "2026-12-30");
    option("days", "5");
    assertThatThrownBy(this::plan)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the trading calendar knows 2025-01-01 to 2026-12-31");
  }

  @Test
  void aFolderWithoutCandlesIsRefused() {
    option("candles", folder);
    assertThatThrownBy(this::plan)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--candles: " + folder + ": no candles here");
  }

  @Test
  void aFolderOfCandlesIsTaken() throws Exception {
    Files.createDirectories(folder.resolve("5m"));
    Files.writeString(folder.resolve("5m/TCS.csv"), "time,open,high,low,close,volume\n");
    option("candles", folder);
    option("date", "2026-06-10");
    assertThat(plan().candles()).contains(folder);
    assertThat(plan().date()).contains(LocalDate.of(2026, 6, 10));
  }

  @Test
  void liveNamesTheVariablesThatAreMissing() {
    options.put("live", "");
    environment.put("BATON_BROKER_CLIENT_ID", "X1");
    assertThatThrownBy(this::plan)
        .hasMessage("--live needs the environment variable BATON_BROKER_APP_SECRET");
  }

  @Test
  void liveTakesNoOptionOfTheSimulatedMarket() {
    options.put("live", "");
    option("speed", "5");
    assertThatThrownBy(this::plan)
        .hasMessage("--speed is of the simulated market and cannot be used with --live");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8001 | 8010  | 70000 | --postgres-port: 70000 is no port",
        "8001 | 8010  | -1    | --postgres-port: -1 is no port",
        "8001 | 8010  | 8000  | --optimized-port and --postgres-port are both 8000",
        "8001 | 8001  | 0     | --legacy-port and --simulator-port are both 8001",
        "8001 | 65536 | 0     | --simulator-port: 65536 is no port",
      })
  void aPortThatCannotBeIsRefused(int legacy, int simulator, int postgres, String message) {
    option("legacy-port", legacy);
    option("simulator-port", simulator);
    option("postgres-port", postgres);
    assertThatThrownBy(this::plan).isInstanceOf(UsageException.class).hasMessage(message);
  }

  @Test
  void aReportThatCanBeWrittenLeavesNothingThereBeforeItsTime() throws Exception {
    option("report", folder.resolve("r.json"));
    assertThat(plan().report()).contains(folder.resolve("r.json"));
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aServiceDiesWithNoMoreCallsInFlightThanItScansSymbolsAtATime() {
    assertThat(Commands.callsInFlight(environment))
        .isEqualTo(Map.of(Generation.LEGACY, 2, Generation.OPTIMIZED, 6));
    environment.put("SCHEDULER_MAX_CONCURRENT_SYMBOLS", "12");
    assertThat(Commands.callsInFlight(environment))
        .isEqualTo(Map.of(Generation.LEGACY, 2, Generation.OPTIMIZED, 13));
  }

  @ParameterizedTest
  @CsvSource({
    "'', PT2S",
    "0, PT0S",
    "5, PT5S",
    "5s, PT5S",
    "4m, PT4M",
    "500ms, PT0.5S",
    "PT3S, PT3S"
  })
  void theFetchLagIsThatOfTheServices(String setting, Duration fetchLag) {
    environment.put("BATON_FETCH_LAG", setting);
    assertThat(ServiceSettings.of(environment).replay().fetchLag()).isEqualTo(fetchLag);
  }

  @Test
  void theCalendarIsThatOfTheServices() throws Exception {
    // given
    LocalDate muhurat = LocalDate.of(2026, 11, 8);
    Path file = folder.resolve("overrides.csv");
    String header = "date,entry,class,open,continuous_end,close,note\n";
    Files.writeString(file, header + "2026-11-08,muhurat,,18:00,19:00,19:00,\n");

    // then
    assertThat(ServiceSettings.of(environment).calendar().hoursKnown(muhurat)).isFalse();
    environment.put("BATON_CALENDAR_OVERRIDES", file.toString());
    assertThat(ServiceSettings.of(environment).calendar().require(muhurat).open())
        .isEqualTo("18:00");
    Files.writeString(file, header + "8.11.2026,muhurat,,18:00,19:00,19:00,\n");
    assertThatThrownBy(() -> ServiceSettings.of(environment).calendar())
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "BATON_CALENDAR_OVERRIDES: %s, line 2: date '8.11.2026' is not a date; expected like 2026-11-08"
                .formatted(file));
  }

  @Test
  void aPortInUseNamesTheOptionThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.checkFree("--legacy-port", taken.getLocalPort()))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "port %d is used by another program; choose another one with --legacy-port"
                  .formatted(taken.getLocalPort()));
    }
  }
}
