package dev.baton.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.CandleFolder;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticFolderTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol OTHER = Symbol.of("SYM0001");

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAsTheSameCandles() throws IOException {
    // given
    SyntheticStocks stocks =
        new SyntheticStocks(
            TradingCalendar.nse(), LocalDate.of(2026, 6, 9), LocalDate.of(2026, 6, 10), 3, 194);
    Set<Symbol> written = new ConcurrentSkipListSet<>();

    // when
    new SyntheticFolder(stocks).write(folder.resolve("new"), List.of(TCS, OTHER), written::add);

    // then
    CandleFolder candles = CandleFolder.open(folder.resolve("new"));
    assertThat(written).containsExactly(OTHER, TCS);
    assertThat(candles.symbols(Timeframe.FIVE_MINUTES)).containsExactly(OTHER, TCS);
    CandleSeries fiveMinutes = candles.read(TCS, Timeframe.FIVE_MINUTES);
    assertThat(fiveMinutes).isEqualTo(stocks.of(TCS).fiveMinutes());
    assertThat(fiveMinutes.size()).isEqualTo(5 * 75);
    assertThat(MarketTime.text(fiveMinutes.lastTime())).isEqualTo("2026-06-10T15:25:00+05:30");
    assertThat(candles.read(TCS, Timeframe.ONE_DAY)).isEqualTo(stocks.of(TCS).days());
    assertThat(candles.read(OTHER, Timeframe.ONE_DAY))
        .isNotEqualTo(candles.read(TCS, Timeframe.ONE_DAY));
  }
}
