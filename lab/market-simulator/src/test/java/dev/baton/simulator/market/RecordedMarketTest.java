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
    assertThat(market.newestComplete()).isEqualTo(LocalDate.of(2026, 6, 19));
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
}
