package dev.baton.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedDifferencesTest {

  private static final String HEADER = AcceptedDifferences.HEADER + "\n";

  private static List<AcceptedDifference> read(String text) {
    return AcceptedDifferences.read("accepted.csv", new StringReader(text));
  }

  @Test
  void aRuleIsReadWithItsFilters() {
    // when
    List<AcceptedDifference> rules =
        read(
            HEADER
                + "short_term,,,bar_revised,ops,\"late correction, see 42\",2026-12-31\n,TCS,,,ops,all of it,2026-06-01\n");

    // then
    assertThat(rules).hasSize(2);
    AcceptedDifference first = rules.getFirst();
    assertThat(first.category()).contains(Category.SHORT_TERM);
    assertThat(first.symbol()).isEmpty();
    assertThat(first.cause()).contains(Cause.BAR_REVISED);
    assertThat(first.reason()).isEqualTo("late correction, see 42");
    assertThat(first.expires()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(rules.getLast().cause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swing,,,,ops,why,2026-12-31 | accepted.csv, line 2: unknown category 'swing'",
        ",,,gremlins,ops,why,2026-12-31 | accepted.csv, line 2: unknown cause 'gremlins'; valid are bar_missing",
        ",,guess,,ops,why,2026-12-31 | accepted.csv, line 2: unknown strategy 'guess'",
        ",,,,ops,why,2026-12-31 | accepted.csv, line 2: an accepted difference needs a category, a symbol, a strategy or a cause",
        "short_term,,,,,why,2026-12-31 | accepted.csv, line 2: an accepted difference needs an owner and a reason",
        "short_term,,,,ops,why,soon | accepted.csv, line 2: expires 'soon' is not a date; expected like 2026-12-31",
        ",,ops,why | accepted.csv, line 2: 4 fields; expected 7",
      })
  void aLineThatCannotBeUnderstoodIsNamed(String line, String message) {
    assertThatThrownBy(() -> read(HEADER + line + "\n")).hasMessageStartingWith(message);
  }

  @Test
  void anotherHeaderIsNamed() {
    assertThatThrownBy(() -> read("a,b\n1,2\n")).hasMessageContaining("line 1: header is 'a,b'");
    assertThatThrownBy(() -> read("a,b\n")).hasMessageContaining("line 1: header is 'a,b'");
  }

  @Test
  void aFileMayHaveAByteOrderMark(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("accepted.csv");
    Files.writeString(file, "\ufeff" + HEADER + "short_term,,,,ops,why,2026-12-31\n");

    assertThat(AcceptedDifferences.read(file)).hasSize(1);
    assertThatThrownBy(() -> AcceptedDifferences.read(folder.resolve("none.csv")))
        .hasMessageEndingWith("none.csv: no such file");
  }

  @Test
  void anEmptyFileIsRefusedAndAHeaderAloneIsNot() {
    assertThatThrownBy(() -> read(""))
        .hasMessage(
            "accepted.csv, line 1: there is no header; expected '"
                + AcceptedDifferences.HEADER
                + "'");
    assertThat(read(HEADER)).isEmpty();
  }
}
