package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedMarketTest {

  @Test
  void theSharedCandlesAreReadAndTheDaysAfterTheDailyRecordingAreMadeOfFiveMinuteBars() {
    // given
    Path folder = Path.of(System.getProperty("baton.root"), "../shared/market-data").normalize();
    assumeTrue(Files.isDirectory(folder), "skipped: there are no candles at " + folder);

    // when
    RecordedMarket market = new RecordedMarket(folder);

    // then
    assertThat(market.symbols()).hasSize(26);
    assertThat(market.newestComplete()).contains(LocalDate.of(2026, 6, 19));
    CandleSeries days = market.days(Symbol.of("RELIANCE"));
    assertThat(days.size()).isEqualTo(2577 + 5);
    int recorded = days.indexOf(MarketTime.startOf(LocalDate.of(2026, 6, 12)));
    assertThat(days.get(recorded).close()).isEqualTo(1293.00);
    assertThat(MarketTime.date(days.time(recorded + 1))).isEqualTo(LocalDate.of(2026, 6, 15));
    assertThat(market.fiveMinutes(Symbol.of("ITC")).size()).isEqualTo(1650);
    assertThat(market.fiveMinutes(Symbol.of("NOPE")).isEmpty()).isTrue();
  }

  @Test
  void aFolderWithoutFiveMinuteCandlesIsRefused(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("1d"));
    Files.writeString(
        folder.resolve("1d/TCS.csv"),
        "time,open,high,low,close,volume\n2026-06-10T00:00:00+05:30,1.00,1.00,1.00,1.00,1\n");
    assertThatThrownBy(() -> new RecordedMarket(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 symbols in 5m");
  }

  @Test
  void theNewestCompleteDateHasABarOfEverySeries(@TempDir Path folder) throws Exception {
    // given: TCS is complete up to the 12th, ITC has no five-minute bar of the 11th, INFY has only
    // a
    // daily series
    write(
        folder,
        "5m/TCS.csv",
        "2026-06-09T09:15",
        "2026-06-10T09:15",
        "2026-06-11T09:15",
        "2026-06-12T09:15");
    write(folder, "5m/ITC.csv", "2026-06-09T09:15", "2026-06-10T09:15", "2026-06-12T09:15");
    write(
        folder,
        "1d/TCS.csv",
        "2026-06-09T00:00",
        "2026-06-10T00:00",
        "2026-06-11T00:00",
        "2026-06-12T00:00");
    write(
        folder,
        "1d/ITC.csv",
        "2026-06-09T00:00",
        "2026-06-10T00:00",
        "2026-06-11T00:00",
        "2026-06-12T00:00");
    write(folder, "1d/INFY.csv", "2026-06-09T00:00", "2026-06-10T00:00", "2026-06-11T00:00");

    // when / then
    assertThat(new RecordedMarket(folder).newestComplete()).contains(LocalDate.of(2026, 6, 10));

    // when the daily series of ITC also has a hole
    write(folder, "1d/ITC.csv", "2026-06-09T00:00", "2026-06-11T00:00", "2026-06-12T00:00");
    assertThat(new RecordedMarket(folder).newestComplete()).contains(LocalDate.of(2026, 6, 9));

    // when a series has no date in common with the others
    write(folder, "1d/INFY.csv", "2026-06-08T00:00");
    assertThat(new RecordedMarket(folder).newestComplete()).isEmpty();
  }

  private static void write(Path folder, String file, String... times) throws Exception {
    StringBuilder csv = new StringBuilder("time,open,high,low,close,volume\n");
    for (String time : times) {
      csv.append(time).append(":00+05:30,1.00,1.00,1.00,1.00,1\n");
    }
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), csv);
  }
}
