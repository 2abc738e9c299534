package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stack.postgres.LocalPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot be right is refused, and names what is wrong. */
class BadStartIT {

  @TempDir static Path home;
  private static LocalPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = OwnServer.start(home);
    postgres.server().ensureDatabase("refused");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private record Ended(int code, String output) {}

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource(
      delimiter = '|',
      value = {
        "optimized-scheduler | BATON_ATTEMPTS=99 | baton.attempts",
        "optimized-scheduler | BATON_MODE=loud | baton.mode",
        "optimized-scheduler | BATON_UNIVERSE__SWING_=TCS | baton.universe.swing: unknown category 'swing'",
        "optimized-scheduler | BATON_BROKER_MAX_DAYS__2D_=5 | baton.broker.max-days.2d: unknown timeframe",
        "optimized-scheduler | BATON_JOBS__DAILY_SCAN__CRONS=at four | baton.jobs.daily_scan.crons: ",
        "optimized-scheduler | SCHEDULER_MAX_CONCURRENT_SYMBOLS=0, SCHEDULER_CACHE_DURATION_MINUTES=-5 "
            + "| scheduler.max-concurrent-symbols, scheduler.cache-duration-minutes",
        "lab/market-simulator | SIMULATOR_SPEED=fast | simulator.speed",
        "lab/market-simulator | SIMULATOR_DATE=2026-06-13 | simulator.date",
      })
  void everySettingThatCannotBeUsedIsNamed(String module, String settings, String named)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings.split(", ")) {
      String[] parts = setting.split("=");
      environment.put(parts[0], parts[1]);
    }
    Ended ended = run(module, environment);
    assertThat(ended.code()).isNotZero();
    assertThat(ended.output()).contains(named.split(", ")).doesNotContain("\tat ");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBrokenCalendarOverrideIsNamedWithItsLine() throws Exception {
    Path overrides = home.resolve("overrides.csv");
    Files.writeString(
        overrides, "date,entry,class,open,continuous_end,close,note\n2026-13-45,holiday,,,,,\n");
    Ended ended =
        run("optimized-scheduler", Map.of("BATON_CALENDAR_OVERRIDES", overrides.toString()));
    assertThat(ended.code()).isNotZero();
    assertThat(ended.output())
        .contains("baton.calendar-overrides: ")
        .contains("overrides.csv, line 2: date '2026-13-45' is not a date")
        .doesNotContain("\tat ");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMalformedCandleFileIsNamedWithItsLine() throws Exception {
    Path candles = home.resolve("candles");
    Files.createDirectories(candles.resolve("1d"));
    Files.createDirectories(candles.resolve("5m"));
    Files.writeString(
        candles.resolve("1d/TCS.csv"),
        "time,open,high,low,close,volume\n"
            + "2026-06-09T00:00:00+05:30,10,11,9,10.5,100\n"
            + "2026-06-10T00:00:00+05:30,10,9,11,10.5,100\n");
    Files.writeString(
        candles.resolve("5m/TCS.csv"),
        "time,open,high,low,close,volume\n2026-06-10T09:15:00+05:30,10,11,9,10.5,100\n");
    Ended ended =
        run(
            "lab/market-simulator",
            Map.of("SIMULATOR_CANDLES", candles.toString(), "SIMULATOR_DATE", "2026-06-10"));
    assertThat(ended.code()).isNotZero();
    assertThat(ended.output()).contains("TCS.csv").contains("line 3").doesNotContain("\tat ");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSymbolThatTheBrokerDoesNotHaveIsNamed() throws Exception {
    int port = FreePorts.next();
    Process simulator =
        process(
            "lab/market-simulator",
            Map.of("QUARKUS_HTTP_PORT", Integer.toString(port)),
            home.resolve("sim.log"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!answers(http, ready)) {
        assertThat(System.nanoTime() - deadline).isNegative();
        TimeUnit.MILLISECONDS.sleep(50);
      }
      Ended ended =
          run(
              "optimized-scheduler",
              Map.of(
                  "BATON_UNIVERSE__LONG_TERM_",
                  "TCS,NOSUCHONE",
                  "BATON_BROKER_URL",
                  "http://127.0.0.1:" + port + "/v1",
                  "BATON_CLOCK",
                  "simulated",
                  "BATON_CLOCK_URL",
                  "http://127.0.0.1:" + port));
      assertThat(ended.code()).isNotZero();
      assertThat(ended.output())
          .contains(
              "baton.universe.long_term: the broker's contract file has no stock NOSUCHONE-EQ")
          .doesNotContain("\tat ");
    } finally {
      simulator.destroy();
      simulator.waitFor();
    }
  }

  private static boolean answers(HttpClient http, URI uri) throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static Ended run(String module, Map<String, String> settings) throws Exception {
    Path log = Files.createTempFile(home, "start", ".log");
    Process process = process(module, settings, log);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("it started:\n" + Files.readString(log));
    }
    return new Ended(process.exitValue(), Files.readString(log));
  }

  private static Process process(String module, Map<String, String> settings, Path log)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(FreePorts.next()));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.server().jdbcUrl("refused"));
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.server().reactiveUrl("refused"));
    environment.put("QUARKUS_DATASOURCE_USERNAME", LocalPostgres.USER);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", LocalPostgres.USER);
    environment.putAll(settings);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Packages.java(),
                    "-Xmx256m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    Packages.runner(module).toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
