package dev.baton.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadedCsvTest {

  private static final String HEADER = "date,price";
  private static final String TEXT = HEADER + "\n2026-06-10,10.5\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEXT,
        "\ufeff" + TEXT,
        "\ufeff\"date\",\"price\"\r\n\"2026-06-10\",\" 10.5 \"\r\n",
        HEADER + "\n2026-06-10,10.5",
        HEADER + "\n\n2026-06-10,1.05e1\n\n"
      })
  void readsTheFormsOfOneText(String text) throws IOException {
    assertThat(read(file("plain.csv", text.getBytes(StandardCharsets.UTF_8))))
        .containsExactly("2026-06-10 10.5");
    assertThat(read(file("packed.csv.gz", gzip(text.getBytes(StandardCharsets.UTF_8)))))
        .containsExactly("2026-06-10 10.5");
  }

  @Test
  void theContentDecidesWhetherItIsCompressed() throws IOException {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);

    assertThat(read(file("plain.csv.gz", text))).hasSize(1);
    assertThat(read(file("packed.csv", gzip(text)))).hasSize(1);
  }

  @Test
  void anEmptyFileHasNoHeaderWhateverItsName() throws IOException {
    for (String name : List.of("empty.csv", "empty.csv.gz")) {
      assertRefused(
          file(name, new byte[0]), name + ", line 1: there is no header; expected 'date,price'");
    }
    assertRefused(
        file("packed.csv.gz", gzip(new byte[0])),
        "packed.csv.gz, line 1: there is no header; expected 'date,price'");
  }

  @Test
  void aTruncatedFileIsNamedAsSuchWhereverItEnds() throws IOException {
    // given: two thousand lines that gzip cannot shrink to nothing
    StringBuilder text = new StringBuilder(HEADER + "\n");
    Random random = new Random(15);
    for (int i = 0; i < 2000; i++) {
      text.append("2026-06-10,").append(random.nextInt(1_000_000)).append('\n');
    }
    byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(read(file("whole.csv.gz", whole))).hasSize(2000);

    for (int length :
        new int[] {2, 5, 10, 30, whole.length / 2, whole.length - 8, whole.length - 1}) {
      assertThatThrownBy(() -> read(file("cut.csv.gz", Arrays.copyOf(whole, length))))
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(DataFileException.class)
          .hasMessageContaining(
              "cut.csv.gz: the gzip data ends too early; the file is truncated, copy it again");
    }
  }

  @Test
  void aDamagedFileIsNamedAsSuch() throws IOException {
    byte[] damaged = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
    damaged[damaged.length - 6] ^= 1;

    assertRefused(
        file("damaged.csv.gz", damaged),
        "damaged.csv.gz: the gzip data is damaged (Corrupt GZIP trailer); copy the file again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE"})
  void anotherCharsetIsNamedAsSuch(String charset) throws IOException {
    byte[] bytes = (HEADER + "\n2026-06-10,\u20b910 \u00e9\n").getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> read(file("other.csv", bytes)))
        .isInstanceOf(DataFileException.class)
        .hasMessageMatching(
            "(?s).*other.csv: there are bytes that are not UTF-8; save it as UTF-8, .*"
                + "|.*other.csv, line 1: header is 'd\\\\u0000a\\\\u0000.*'; expected 'date,price'");
  }

  @Test
  void aHeaderThatDiffersLooksDifferent() throws IOException {
    assertRefused(
        file("nbsp.csv", "date,price\u00a0\n".getBytes(StandardCharsets.UTF_8)),
        "nbsp.csv, line 1: header is 'date,price\\u00a0'; expected 'date,price'");
    assertRefused(
        file("two.csv", "\ufeff\ufeffdate,price\n".getBytes(StandardCharsets.UTF_8)),
        "two.csv, line 1: header is '\\ufeffdate,price'; expected 'date,price'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"date,price\"\n", "\"date,price\"\n\"2026-06-10,10.5\"\n"})
  void aHeaderThatIsQuotedAsAWholeIsNamedAsSuch(String text) throws IOException {
    assertRefused(
        file("quoted.csv", text.getBytes(StandardCharsets.UTF_8)),
        "quoted.csv, line 1: header is '\"date,price\"', with several columns in one field; quote each column by itself or none, expected 'date,price'");
  }

  @Test
  void aLineThatLeavesTheRangeOfTimesOrNumbersIsNamed() throws IOException {
    Path far = file("far.csv", TEXT.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> HeadedCsv.read(far, HEADER, line -> LocalDate.MAX.plusDays(1)))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("far.csv, line 2: ");
    assertThatThrownBy(() -> HeadedCsv.read(far, HEADER, line -> Math.addExact(Long.MAX_VALUE, 1)))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("far.csv, line 2: ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused(folder.resolve("none.csv"), "none.csv: no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1p10",
        "1024d",
        "1024f",
        "1024L",
        "NaN",
        "Infinity",
        "1,024",
        "1_024",
        "",
        " ",
        "\u0967\u0966",
        "10 5",
        "--1",
        "1e"
      })
  void aFieldThatIsNoPlainNumberIsNamedWithItsLineAndColumn(String field) throws IOException {
    assertRefused(
        file(
            "numbers.csv",
            (TEXT + "2026-06-11,\"" + field + "\"\n").getBytes(StandardCharsets.UTF_8)),
        "numbers.csv, line 3: price '%s' is not a number; expected like 10.5".formatted(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "10/06/2026", "20260610", "2026-6-10", "\u0968026-06-10"})
  void aFieldThatIsNoDateIsNamedWithItsLineAndColumn(String field) throws IOException {
    assertRefused(
        file("dates.csv", (TEXT + field + ",1\n").getBytes(StandardCharsets.UTF_8)),
        "dates.csv, line 3: date '%s' is not a date; expected like 2026-06-10".formatted(field));
  }

  private static void assertRefused(Path file, String end) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DataFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(end));
  }

  private static List<String> read(Path file) {
    List<String> lines = new ArrayList<>();
    HeadedCsv.read(
        file,
        HEADER,
        line ->
            lines.add(
                line.parsed("date", LocalDate::parse, "a date; expected like 2026-06-10")
                    + " "
                    + line.parsed("price", PlainNumber::decimal, "a number; expected like 10.5")));
    return lines;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
