package dev.baton.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.csv.DataFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandleFolderTest {

  private static final String HEADER = "time,open,high,low,close,volume\n";

  @TempDir Path folder;

  @Test
  void readsPlainAndCompressedFiles() throws IOException {
    write("1d/TCS.csv", HEADER + "2026-06-10T00:00:00+05:30,10,12.5,9,11,1000\n");
    compress(
        "5m/M&M.csv.gz",
        HEADER
            + "2026-06-10T09:15:00+05:30,10,12,9,11,0\n"
            + "2026-06-10T09:20:00+05:30,11,12,9,11,5\n");

    CandleFolder candles = CandleFolder.open(folder);

    assertThat(candles.symbols(Timeframe.ONE_DAY)).containsExactly(Symbol.of("TCS"));
    assertThat(candles.read(Symbol.of("TCS"), Timeframe.ONE_DAY).high(0)).isEqualTo(12.5);
    assertThat(candles.read(Symbol.of("M&M"), Timeframe.FIVE_MINUTES).size()).isEqualTo(2);
    assertThat(candles.read(Symbol.of("M&M"), Timeframe.ONE_DAY).isEmpty()).isTrue();
  }

  /** As the broker's client reads it. */
  @Test
  void aVolumeIsRoundedToTheNearestShare() throws IOException {
    write(
        "1d/TCS.csv",
        HEADER
            + "2026-06-08T00:00:00+05:30,10,12,9,11,1000.0\n"
            + "2026-06-09T00:00:00+05:30,10,12,9,11,333.3333\n"
            + "2026-06-10T00:00:00+05:30,10,12,9,11,7.5\n");
    CandleSeries series = CandleFolder.open(folder).read(Symbol.of("TCS"), Timeframe.ONE_DAY);
    assertThat(series.toList()).extracting(Candle::volume).containsExactly(1000L, 333L, 8L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-06-10T09:20:00+05:30,11,12,9,11 | 5 fields; expected 6",
        "10/06/2026 09:20,11,12,9,11,5 | time '10/06/2026 09:20' is not a time; expected like 2026-06-10T09:15:00+05:30",
        "2026-06-10T09:20:00,11,12,9,11,5 | time '2026-06-10T09:20:00' is not a time; expected like 2026-06-10T09:15:00+05:30",
        "2026-06-10T09:20:00+05:30,0x1p10,1025,9,11,5 | open '0x1p10' is not a number; expected like 1024.5",
        "2026-06-10T09:20:00+05:30,11,12,9,1024d,5 | close '1024d' is not a number; expected like 1024.5",
        "2026-06-10T09:20:00+05:30,11,12,9,\u0967\u0967,5 | close '\u0967\u0967' is not a number; expected like 1024.5",
        "2026-06-10T09:20:00+05:30,11,12,9,11,\u0967 | volume '\u0967' is not a number of shares; expected like 1024",
        "2026-06-10T09:20:00+05:30,eleven,12,9,11,5 | open 'eleven' is not a number",
        "2026-06-10T09:20:00+05:30,11,10,9,11,5 | high 10.0 is below open 11.0",
        "2026-06-10T09:20:00+05:30,11,12,9,11,many | volume 'many' is not a number of shares",
        "2026-06-10T09:20:00+05:30,11,12,9,11,1e30 | volume '1e30' is not a number of shares",
        "2026-06-10T09:20:00+05:30,11,12,9,11, | volume '' is not a number of shares",
        "2026-06-10T09:20:00+05:30,11,12,9,11,-0.5 | volume -1 is below 0",
        "2026-06-10T09:15:00+05:30,11,12,9,11,5 | times must ascend without duplicates"
      })
  void namesFileAndLineOfAMalformedCandle(String line, String defect) throws IOException {
    write("5m/TCS.csv", HEADER + "2026-06-10T09:15:00+05:30,10,12,9,11,0\n" + line + "\n");
    CandleFolder candles = CandleFolder.open(folder);

    assertThatThrownBy(() -> candles.read(Symbol.of("TCS"), Timeframe.FIVE_MINUTES))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("TCS.csv, line 3")
        .hasMessageContaining(defect);
  }

  @Test
  void ignoresHiddenFilesLikeThoseOfMacOs() throws IOException {
    compress("1d/RELIANCE.csv.gz", HEADER + "2026-06-10T00:00:00+05:30,10,12.5,9,11,1000\n");
    write("1d/._RELIANCE.csv.gz", "\u0000\u0005\u0016\u0007Mac OS X");
    write("1d/._TCS.csv", "\u0000\u0005\u0016\u0007Mac OS X");
    write("5m/._.csv", "");

    CandleFolder candles = CandleFolder.open(folder);

    assertThat(candles.symbols(Timeframe.ONE_DAY)).containsExactly(Symbol.of("RELIANCE"));
    assertThat(candles.symbols(Timeframe.FIVE_MINUTES)).isEmpty();
    assertThat(candles.read(Symbol.of("RELIANCE"), Timeframe.ONE_DAY).size()).isEqualTo(1);
  }

  /** As a program of Windows may write them; what is compressed is seen by the content. */
  @Test
  void readsFilesWhoseEndingIsInCapitals() throws IOException {
    write("1d/TCS.CSV", HEADER + "2026-06-10T00:00:00+05:30,10,12.5,9,11,1000\n");
    compress("1d/SBIN.csv.GZ", HEADER + "2026-06-10T00:00:00+05:30,10,12.5,9,11,1000\n");
    write("1d/notes.txt", "no candles");

    CandleFolder candles = CandleFolder.open(folder);

    assertThat(candles.symbols(Timeframe.ONE_DAY))
        .containsExactly(Symbol.of("SBIN"), Symbol.of("TCS"));
    assertThat(candles.read(Symbol.of("TCS"), Timeframe.ONE_DAY).size()).isEqualTo(1);
    assertThat(candles.read(Symbol.of("SBIN"), Timeframe.ONE_DAY).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCS.csv.zip", "TCS.csv.bak", "TCS.csv~", "TCS.CSV.xz", "TCS.csv.gz.tmp"})
  void refusesAFileThatMayBeMeantAsCandlesByItsName(String name) throws IOException {
    write("1d/" + name, "");
    write("1d/SBIN.csv", HEADER);

    assertThatThrownBy(() -> CandleFolder.open(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith(
            name + ": the name is not like TCS.csv or TCS.csv.gz; rename the file or move it away");
  }

  @Test
  void refusesTwoFilesOfOneSymbolThatDifferInCapitals() throws IOException {
    write("1d/TCS.csv", HEADER);
    write("1d/TCS.csv.GZ", HEADER);

    assertThatThrownBy(() -> CandleFolder.open(folder))
        .hasMessageContaining("there is a second file of TCS");
  }

  @Test
  void refusesWhatIsNoFileWhenItIsListed() throws IOException {
    Files.createDirectories(folder.resolve("1d/TCS.csv"));

    assertThatThrownBy(() -> CandleFolder.open(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("TCS.csv: is a folder; expected a file");

    Files.delete(folder.resolve("1d/TCS.csv"));
    Files.createSymbolicLink(folder.resolve("1d/TCS.csv"), Path.of("gone.csv"));

    assertThatThrownBy(() -> CandleFolder.open(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("TCS.csv: is a link to gone.csv, which is not there");

    write("1d/gone.csv", HEADER);
    Files.move(folder.resolve("1d/gone.csv"), folder.resolve("1d/SBIN.csv"));
    Files.delete(folder.resolve("1d/TCS.csv"));
    Files.createSymbolicLink(folder.resolve("1d/TCS.csv"), Path.of("SBIN.csv"));

    assertThat(CandleFolder.open(folder).symbols(Timeframe.ONE_DAY)).hasSize(2);
  }

  @Test
  void refusesAFolderWithoutCandlesAndAnUnknownHeader() throws IOException {
    assertThatThrownBy(() -> CandleFolder.open(folder))
        .hasMessageContaining("no candles here; expected files like 1d/RELIANCE.csv.gz");

    write("1d/TCS.csv", "date,o,h,l,c,v\n");

    assertThatThrownBy(() -> CandleFolder.open(folder).read(Symbol.of("TCS"), Timeframe.ONE_DAY))
        .hasMessageContaining("TCS.csv, line 1: header is 'date,o,h,l,c,v'; expected 'time,");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    write("1d/TCS.csv", "");
    compress("5m/TCS.csv.gz", "\n");
    CandleFolder candles = CandleFolder.open(folder);

    assertThatThrownBy(() -> candles.read(Symbol.of("TCS"), Timeframe.ONE_DAY))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith(
            "TCS.csv, line 1: there is no header; expected '" + HEADER.strip() + "'");
    assertThatThrownBy(() -> candles.read(Symbol.of("TCS"), Timeframe.FIVE_MINUTES))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("line 1: there is no header");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private void compress(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
