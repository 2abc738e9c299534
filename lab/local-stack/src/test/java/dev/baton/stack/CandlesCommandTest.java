package dev.baton.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleFolder;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CandlesCommandTest {

  @TempDir Path folder;
  private final StringWriter errors = new StringWriter();

  private int candles(String symbols, String from, String to) {
    CommandLine line = Baton.commandLine();
    line.setErr(new PrintWriter(errors, true));
    return line.execute(
        "candles",
        folder.resolve("new").toString(),
        "--symbols",
        symbols,
        "--from",
        from,
        "--to",
        to);
  }

  @Test
  void writesTheDefaultUniverseAndThenSymbolsOfItsOwnAndNeverOverOthers() {
    // when
    int first = candles("28", "2026-06-10", "2026-06-10");

    // then
    CandleFolder written = CandleFolder.open(folder.resolve("new"));
    assertThat(first).isZero();
    assertThat(written.symbols(Timeframe.ONE_DAY))
        .hasSize(28)
        .contains(Symbol.of("TCS"), Symbol.of("SYM0001"), Symbol.of("SYM0002"));
    assertThat(
            MarketTime.text(written.read(Symbol.of("SYM0002"), Timeframe.FIVE_MINUTES).lastTime()))
        .isEqualTo("2026-06-10T15:25:00+05:30");

    // when, then
    assertThat(candles("28", "2026-06-10", "2026-06-10")).isEqualTo(2);
    assertThat(errors.toString()).contains("DIR: ").contains("is not empty");
  }

  @Test
  void refusesWhatItCannotWrite() {
    assertThat(candles("0", "2026-06-10", "2026-06-10")).isEqualTo(2);
    assertThat(candles("1", "2026-06-11", "2026-06-10")).isEqualTo(2);
    assertThat(candles("1", "2031-06-10", "2031-06-11")).isEqualTo(2);

    assertThat(errors.toString())
        .contains("--symbols: 0 is not 1 to 9999")
        .contains("--from: 2026-06-11 is after --to 2026-06-10")
        .contains("--from, --to: ");
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
