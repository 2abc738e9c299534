package dev.baton.simulator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.Symbol;
import dev.baton.simulator.clock.Speed;
import dev.baton.simulator.market.Interval;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

  @Test
  void theDefaultsSimulateOneSyntheticSession() {
    Setup setup = setup(Map.of());
    assertThat(setup.start()).isEqualTo(Instant.parse("2026-07-15T03:30:00Z"));
    assertThat(setup.end()).isEqualTo(Instant.parse("2026-07-15T18:29:00Z"));
    assertThat(setup.speed()).isEqualTo(new Speed.Times(80, false));
    assertThat(setup.market().symbols()).hasSize(26);
  }

  @Test
  void aSyntheticMarketHasTheSymbolsOfTheRun() {
    assertThat(setup(Map.of("simulator.symbols", "SYM0002, TCS")).market().symbols())
        .containsExactly(Symbol.of("SYM0002"), Symbol.of("TCS"));
    refused("simulator.symbols", "TCS,no symbol", "no symbol");
  }

  @Test
  void severalDaysAreSessionsNotDates() {
    Setup setup = setup(Map.of("simulator.date", "2026-06-25", "simulator.days", "2"));
    assertThat(setup.sessions())
        .extracting(s -> s.date().toString())
        .containsExactly("2026-06-25", "2026-06-29");
  }

  @Test
  void theLongestRangeOfAnIntervalCanBeSet() {
    assertThat(setup(Map.of("simulator.longest-days.\"5 minutes\"", "10")).longestDays())
        .containsExactly(Map.entry(Interval.FIVE_MINUTES, 10));
    refused("simulator.longest-days.\"2 minutes\"", "10", "no such interval");
  }

  @Test
  void aWrongSettingIsRefusedByName() {
    refused(
        "simulator.date",
        "2026-06-13",
        "2026-06-13 is no session; the one before is 2026-06-12, the next 2026-06-15");
    refused("simulator.date", "yesterday", "'yesterday' is no date");
    refused("simulator.date", "2027-01-04", "the trading calendar knows");
    refused("simulator.days", "0", "0 is out of range; 1 to 250");
    refused("simulator.speed", "fast", "'fast' is no speed");
    refused("simulator.rate-limit", "0", "1 to 1000");
    refused("simulator.latency-ms", "-1", "0 to 60000");
    refused("simulator.start-time", "9", "'9' is no time");
    refused("simulator.candles-as", "xml", "neither array nor string");
    refused("simulator.candles", "/no/such/folder", "is no folder");
  }

  @Test
  void aMalformedCandleFileIsRefusedWithFileAndLine(@TempDir Path folder) throws Exception {
    for (String timeframe : new String[] {"1d", "5m"}) {
      Files.createDirectories(folder.resolve(timeframe));
      Files.writeString(
          folder.resolve(timeframe + "/TCS.csv"),
          "time,open,high,low,close,volume\n2026-06-10T09:15:00+05:30,1.00,nonsense,1.00,1.00,1\n");
    }
    assertThatThrownBy(() -> setup(Map.of("simulator.candles", folder.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("simulator.candles: ")
        .hasMessageContaining("TCS.csv")
        .hasMessageContaining("2");
  }

  @Test
  void aSessionWithoutCandlesIsRefused(@TempDir Path folder) throws Exception {
    candlesOf(folder, "2026-06-10");
    assertThat(setup(Map.of("simulator.candles", folder.toString())).start())
        .isEqualTo(Instant.parse("2026-06-10T03:30:00Z"));
    assertThatThrownBy(
            () ->
                setup(
                    Map.of("simulator.candles", folder.toString(), "simulator.date", "2026-06-09")))
        .hasMessageStartingWith("simulator.date: ")
        .hasMessageContaining(
            "no 5m candles of session 2026-06-09; the newest it has of every symbol is 2026-06-10");
    assertThatThrownBy(
            () -> setup(Map.of("simulator.candles", folder.toString(), "simulator.days", "2")))
        .hasMessageStartingWith("simulator.days: ");
  }

  @Test
  void aFolderWithoutADateOfEverySeriesNeedsTheDateSet(@TempDir Path folder) throws Exception {
    candlesOf(folder, "2026-06-09");
    assertThatThrownBy(() -> setup(Map.of("simulator.candles", folder.toString())))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("simulator.date: ")
        .hasMessageEndingWith("has no date of every series of candles; name one");
    assertThat(
            setup(Map.of("simulator.candles", folder.toString(), "simulator.date", "2026-06-09"))
                .start())
        .isEqualTo(Instant.parse("2026-06-09T03:30:00Z"));
  }

  /** One daily candle, of 10 June, and one five-minute candle of that date. */
  private static void candlesOf(Path folder, String fiveMinutes) throws Exception {
    String candle = "time,open,high,low,close,volume\n%s+05:30,1.00,1.00,1.00,1.00,1\n";
    Files.createDirectories(folder.resolve("1d"));
    Files.createDirectories(folder.resolve("5m"));
    Files.writeString(folder.resolve("1d/TCS.csv"), candle.formatted("2026-06-10T00:00:00"));
    Files.writeString(folder.resolve("5m/TCS.csv"), candle.formatted(fiveMinutes + "T09:15:00"));
  }

  private static void refused(String setting, String value, String because) {
    assertThatThrownBy(() -> setup(Map.of(setting, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(setting + ": ")
        .hasMessageContaining(because);
  }

  private static Setup setup(Map<String, String> settings) {
    return Setup.of(
        new SmallRyeConfigBuilder()
            .withMapping(SimulatorConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(SimulatorConfig.class));
  }
}
