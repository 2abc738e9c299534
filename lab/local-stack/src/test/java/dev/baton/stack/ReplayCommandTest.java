package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayCommandTest {

  @TempDir Path folder;
  private Path candles;
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void recordDailyCandlesOfTwoSymbols() throws IOException {
    candles = Files.createDirectories(folder.resolve("candles"));
    Files.createDirectories(candles.resolve("1d"));
    for (String symbol : new String[] {"RELIANCE", "TCS"}) {
      Files.writeString(candles.resolve("1d/" + symbol + ".csv"), walk(symbol));
    }
  }

  private static String walk(String symbol) {
    Random random = new Random(symbol.hashCode());
    StringBuilder csv = new StringBuilder("time,open,high,low,close,volume\n");
    double close = 1000;
    for (LocalDate date :
        TradingCalendar.nse().sessionDates(LocalDate.of(2025, 9, 1), LocalDate.of(2026, 6, 12))) {
      double open = close;
      close = Math.round(close * (1 + random.nextGaussian() * 0.018) * 100) / 100.0;
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%.2f,%.2f,%.2f,%.2f,%d%n",
              MarketTime.text(MarketTime.startOf(date)),
              open,
              Math.max(open, close) + 1,
              Math.min(open, close) - 1,
              close,
              1000 + random.nextInt(90_000)));
    }
    return csv.toString();
  }

  @Test
  void writesTheSameReportAndSignalsTwiceAndWithAnyNumberOfThreads() throws IOException {
    int one = replay("--threads", "1", "--report", "one.json", "--signals", "one.csv");
    int two = replay("--threads", "2", "--report", "two.json", "--signals", "two.csv");

    assertThat(errors.toString()).isEmpty();
    assertThat(one).isZero();
    assertThat(two).isZero();
    assertThat(read("one.json"))
        .isEqualTo(read("two.json"))
        .contains(
            "\"verdict\" : \"HOLD\"", "\"passes_but_for_data\" : true", "\"hole_in_data\" : true");
    assertThat(read("one.csv"))
        .isEqualTo(read("two.csv"))
        .startsWith("generation,category,symbol,timeframe,bar_time,")
        .hasLineCount(
            2 * (int) read("one.csv").lines().filter(line -> line.startsWith("legacy")).count()
                + 1);
    assertThat(read("one.csv").lines().count()).isGreaterThan(5);
  }

  @Test
  void endsWithOneWhenAFaultChangesASignal() throws IOException {
    int status = replay("--inject", "rounding@all", "--report", "report.json");

    assertThat(status).isEqualTo(1);
    assertThat(read("report.json"))
        .contains(
            "\"optimized:rounding@all\"", "\"verdict\" : \"FAIL\"", "same_input_different_output");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--from|2026-07-01|baton: --from: 2026-07-01 is after --to 2026-06-12",
        "--from|yesterday|baton: --from: 'yesterday' is no date such as 2026-06-10",
        "--categories|short_term,swing|baton: --categories: unknown category 'swing'; valid are day_trading, short_selling, short_term, long_term",
        "--categories|day_trading|baton: no candle from 2026-04-01 to 2026-06-12 for day_trading; recorded are no 5m, 1D from 2025-09-01 to 2026-06-12",
        "--inject|bar_lost|baton: --inject: unknown fault 'bar_lost'; valid are bar_missing, bar_revised, ttl, window_shift, open_bar, skipped_scan, symbol_left_out, rounding",
        "--inject|bar_missing@TCS@2026-06-13|baton: --inject: bar_missing: TCS has no 1D bar of 2026-06-13; recorded are 2025-09-01 to 2026-06-12",
        "--threads|0|baton: --threads: 0 is not 1 to 64",
        "--golden|none.csv|baton: --golden: there is no file none.csv",
        "--candles|nowhere|baton: --candles: there is no folder nowhere"
      })
  void refusesWhatCannotBeUsedWithOneLineAndWritesNothing(String option, String value, String line)
      throws IOException {
    int status = replay(option, value, "--report", "report.json", "--signals", "signals.csv");

    assertThat(status).isEqualTo(2);
    assertThat(errors.toString().lines()).containsExactly(line);
    assertThat(files()).containsExactly("candles");
  }

  @Test
  void namesTheBrokenLineOfAFileAndWritesNothing() throws IOException {
    // given
    Path file = candles.resolve("1d/TCS.csv");
    Files.writeString(file, Files.readString(file) + "2026-06-15T00:00:00+05:30,10,9,8,9,1\n");

    // when
    int status = replay("--report", "report.json", "--signals", "signals.csv");

    // then
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString().lines())
        .singleElement()
        .asString()
        .startsWith("baton: " + file + ", line ")
        .endsWith(": high 9.0 is below open 10.0, close 9.0 or low 8.0");
    assertThat(files()).containsExactly("candles");
  }

  @Test
  void refusesAReportInAFolderThatIsNotThere() {
    int status = replay("--report", "nowhere/report.json");

    assertThat(status).isEqualTo(2);
    assertThat(errors.toString()).contains("--report: there is no folder", "nowhere");
  }

  /** Later options win, so that a test says only what it is about. */
  private int replay(String... options) {
    CommandLine line = Baton.commandLine().setOverwrittenOptionsAllowed(true);
    line.setErr(new PrintWriter(errors, true));
    return line.execute(
        Stream.concat(
                Stream.of(
                    "replay",
                    "--candles",
                    candles.toString(),
                    "--from",
                    "2026-04-01",
                    "--to",
                    "2026-06-12",
                    "--categories",
                    "short_term,long_term"),
                Stream.of(options).map(this::inFolder))
            .toArray(String[]::new));
  }

  private String inFolder(String option) {
    return option.endsWith(".json")
            || option.equals("signals.csv")
            || option.matches("(one|two).csv")
        ? folder.resolve(option).toString()
        : option;
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }
}
