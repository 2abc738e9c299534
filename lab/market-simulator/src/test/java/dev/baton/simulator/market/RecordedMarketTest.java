package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.calendar.TradingCalendar;
import dev.baton.csv.DataFileException;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedMarketTest {

  @Test
  void theSharedCandlesAreReadAndTheDaysAfterTheDailyRecordingAreMadeOfFiveMinuteBars() {
    // given
    Path folder = Path.of(System.getProperty("baton.root"), "../shared/market-data").normalize();
    assumeTrue(Files.isDirectory(folder), "skipped: there are no candles at " + folder);

    // when
    RecordedMarket market = new RecordedMarket(folder, List.of());

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
    assertThatThrownBy(() -> new RecordedMarket(folder, List.of()))
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
    assertThat(new RecordedMarket(folder, List.of()).newestComplete())
        .contains(LocalDate.of(2026, 6, 10));

    // when the daily series of ITC also has a hole
    write(folder, "1d/ITC.csv", "2026-06-09T00:00", "2026-06-11T00:00", "2026-06-12T00:00");
    assertThat(new RecordedMarket(folder, List.of()).newestComplete())
        .contains(LocalDate.of(2026, 6, 9));

    // when a series has no date in common with the others
    write(folder, "1d/INFY.csv", "2026-06-08T00:00");
    assertThat(new RecordedMarket(folder, List.of()).newestComplete()).isEmpty();
  }

  @Test
  void onlyTheSymbolsOfTheRunAreReadBeforeItAndNothingAfterItsEnd(@TempDir Path folder)
      throws Exception {
    // given: a folder with a symbol that cannot be read
    write(folder, "5m/TCS.csv", "2026-06-10T09:15", "2026-06-11T09:15");
    write(folder, "1d/TCS.csv", "2026-03-02T00:00", "2026-06-09T00:00");
    write(folder, "5m/SYM001.csv", "2026-06-10T09:15");
    Files.writeString(folder.resolve("1d/SYM001.csv"), "no candles\n");
    Symbol tcs = Symbol.of("TCS");

    // when
    RecordedMarket market = new RecordedMarket(folder, List.of(tcs, Symbol.of("NOPE")));
    RecordedMarket ofRun = market.of(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 10));
    new MarketView(ofRun, TradingCalendar.nse(), Duration.ZERO).warmUp();

    // then: it is in the contract file all the same, and read when somebody asks for it
    assertThat(ofRun.symbols()).containsExactly(Symbol.of("SYM001"), tcs);
    assertThat(ofRun.symbolsOfRun()).containsExactly(tcs);
    assertThat(market.newestComplete()).contains(LocalDate.of(2026, 6, 11));
    assertThat(ofRun.fiveMinutes(tcs).toList()).hasSize(1);
    assertThat(ofRun.days(tcs).toList())
        .extracting(candle -> MarketTime.date(candle.time()).toString())
        .containsExactly("2026-03-02", "2026-06-09", "2026-06-10");
    assertThatThrownBy(() -> ofRun.days(Symbol.of("SYM001")))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("SYM001.csv");
  }

  @Test
  void barsBeforeTheRunAreAnsweredThoughTheyAreNotKept(@TempDir Path folder) throws Exception {
    // given: five-minute bars of a quarter before the run, and of the day before it
    write(folder, "5m/TCS.csv", "2026-03-02T09:15", "2026-06-09T09:15");
    write(folder, "1d/TCS.csv", "2026-03-02T00:00", "2026-06-09T00:00");
    Symbol tcs = Symbol.of("TCS");
    RecordedMarket market =
        new RecordedMarket(folder, List.of(tcs))
            .of(LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 10));
    MarketView view = new MarketView(market, TradingCalendar.nse(), Duration.ZERO);
    view.warmUp();

    // then
    assertThat(stamps(view, tcs, "2026-06-01")).containsExactly("2026-06-09T09:15:00");
    assertThat(stamps(view, tcs, "2026-03-01"))
        .containsExactly("2026-03-02T09:15:00", "2026-06-09T09:15:00");

    // when the file is gone, what is kept is still there
    Files.delete(folder.resolve("5m/TCS.csv"));
    assertThat(stamps(view, tcs, "2026-06-01")).containsExactly("2026-06-09T09:15:00");
    assertThatThrownBy(() -> stamps(view, tcs, "2026-03-01")).isInstanceOf(DataFileException.class);
  }

  private static List<String> stamps(MarketView view, Symbol symbol, String from) {
    LocalDate last = LocalDate.of(2026, 6, 10);
    return view
        .bars(symbol, Interval.FIVE_MINUTES, LocalDate.parse(from), last, MarketTime.endOf(last))
        .list()
        .stream()
        .map(Bar::stamp)
        .toList();
  }

  @Test
  void aFolderWithoutASymbolOfTheRunIsReadWhole(@TempDir Path folder) throws Exception {
    write(folder, "5m/SYM001.csv", "2026-06-10T09:15");
    write(folder, "1d/SYM001.csv", "2026-06-10T00:00");

    assertThat(new RecordedMarket(folder, List.of(Symbol.of("TCS"))).symbolsOfRun())
        .containsExactly(Symbol.of("SYM001"));
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
