package dev.baton.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.csv.DataFileException;
import dev.baton.facts.SymbolFacts.Dates;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.strategy.golden.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolFactsTest {

  private static final String HEADER = "symbols,timeframe,from,to,fact,value,note\n";
  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol ITC = Symbol.of("ITC");

  @TempDir Path folder;

  private SymbolFacts facts(String lines) throws IOException {
    return SymbolFacts.read(Files.writeString(folder.resolve("facts.csv"), HEADER + lines));
  }

  private static Dates dates(String from, String to) {
    return new Dates(LocalDate.parse(from), LocalDate.parse(to));
  }

  @Test
  void theVersionIsThatOfTheFactsWhateverTheirOrderAndNotes() throws IOException {
    String version =
        facts("TCS ITC,1D,2026-02-01,,absent,,\nTCS,*,2026-05-04,,split,2,\n").version();

    assertThat(SymbolFacts.NONE.version()).isEqualTo(facts("").version()).isEqualTo("none");
    assertThat(version)
        .hasSize(8)
        .isEqualTo(
            facts("TCS,*,2026-05-04,,split,2.0,a note\nITC TCS,1D,2026-02-01,,absent,,\n")
                .version())
        .isNotEqualTo(facts("TCS ITC,1D,2026-02-01,,absent,,\n").version())
        .isNotEqualTo(
            facts("TCS ITC,1D,2026-02-01,,absent,,\nTCS,*,2026-05-04,,split,3,\n").version())
        .isNotEqualTo(
            facts("* except TCS ITC,1D,2026-02-01,,absent,,\nTCS,*,2026-05-04,,split,2,\n")
                .version());
  }

  @Test
  void aLineIsAboutItsSymbolsItsTimeframeAndItsDates() throws IOException {
    SymbolFacts facts =
        facts(
            """
            *,1D,2026-02-01,,absent,,special session
            * except ITC,1D,2025-03-18,2025-03-18,absent,,
            TCS M&M,5m,2026-01-27,2026-04-24,absent,,"no recording, from two sources"
            TCS,*,2026-05-04,,absent,,
            """);

    assertThat(facts.size()).isEqualTo(4);
    assertThat(facts.noHoles(TCS, Timeframe.ONE_DAY))
        .containsExactly(
            dates("2025-03-18", "2025-03-18"),
            dates("2026-02-01", "2026-02-01"),
            dates("2026-05-04", "2026-05-04"));
    assertThat(facts.noHoles(ITC, Timeframe.ONE_DAY))
        .containsExactly(dates("2026-02-01", "2026-02-01"));
    assertThat(facts.noHoles(Symbol.of("M&M"), Timeframe.FIVE_MINUTES))
        .containsExactly(dates("2026-01-27", "2026-04-24"));
    assertThat(facts.noHoles(ITC, Timeframe.FIVE_MINUTES)).isEmpty();
  }

  @Test
  void datesThatOverlapAreOneStretch() throws IOException {
    SymbolFacts facts =
        facts(
            """
            TCS,1D,2026-03-10,2026-03-20,absent,,
            TCS,1D,2026-03-01,2026-03-31,absent,,
            TCS,1D,2026-03-31,2026-04-02,absent,,
            TCS,1D,2026-05-04,2026-05-05,absent,,
            """);

    assertThat(facts.noHoles(TCS, Timeframe.ONE_DAY))
        .containsExactly(dates("2026-03-01", "2026-04-02"), dates("2026-05-04", "2026-05-05"));
  }

  @Test
  void whatIsBeforeTheListingIsNoHole() throws IOException {
    assertThat(facts("TCS,*,2026-03-09,,listed,,spun off\n").noHoles(TCS, Timeframe.FIVE_MINUTES))
        .containsExactly(new Dates(LocalDate.MIN, LocalDate.of(2026, 3, 8)));
  }

  @Test
  void splitsBonusesAndRealMovesExplainNoHole() throws IOException {
    SymbolFacts facts =
        facts(
            """
            TCS,*,2026-03-09,,split,5,1 into 5
            TCS,*,2026-04-09,2026-04-09,bonus,1.5,1 for 2
            TCS,*,2026-05-04,,real_move,,election
            """);

    assertThat(facts.size()).isEqualTo(3);
    assertThat(facts.noHoles(TCS, Timeframe.ONE_DAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TCS,*,2026-06-09,,bonus,1.1,      | TCS,1D,2026-06-09,,bonus,1.1,",
        "TCS ITC,5m,2026-06-09,,split,2,   | ITC,5m,2026-06-09,,split,5,",
        "*,1D,2026-06-09,,split,2,         | TCS,1D,2026-06-09,,split,2,",
        "* except ITC,1D,2026-06-09,,split,2, | * except TCS,1D,2026-06-09,,split,2,",
        "TCS,1D,2026-06-09,,split,2,       | * except ITC,1D,2026-06-09,,split,2,",
      })
  void aFactorThatWouldCountTwiceIsRefusedWithBothLines(String one, String other) {
    assertThatThrownBy(() -> facts("ITC,1D,2026-02-01,,absent,,\n" + one + "\n" + other + "\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("facts.csv, line 4: line 3 has a ")
        .hasMessageContaining(
            "of 2026-06-09 for the same bars; this one would count a second time");
  }

  @Test
  void aSplitAndABonusOfOneDateAndFactorsOfOtherBarsCountBoth() throws IOException {
    SymbolFacts facts =
        facts(
            """
            TCS,*,2026-06-09,,split,2,
            TCS,*,2026-06-09,,bonus,1.5,
            TCS,*,2026-06-10,,split,2,
            * except TCS,*,2026-06-09,,split,2,
            """);

    assertThat(facts.factors(TCS, Timeframe.ONE_DAY).values()).containsExactly(3.0, 2.0);
    assertThat(facts.factors(ITC, Timeframe.ONE_DAY).values()).containsExactly(2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tcs,1D,2026-02-01,,absent,,      | 'tcs' is not an NSE symbol",
        "* except,1D,2026-02-01,,absent,, | '*' is not an NSE symbol",
        ",1D,2026-02-01,,absent,,         | '' is not an NSE symbol",
        "TCS,2D,2026-02-01,,absent,,      | unknown timeframe '2D'; valid are 5m, 1H, 1D, 1W",
        "TCS,,2026-02-01,,absent,,        | unknown timeframe ''",
        "TCS,1W,2026-02-01,,absent,,      | timeframe is '1W', whose bars are in no window; expected 5m, 1D or *",
        "TCS,1D,01.02.2026,,absent,,      | from '01.02.2026' is not a date; expected like 2026-02-01",
        "TCS,1D,2026-02-02,2026-02-01,absent,, | to 2026-02-01 is before from 2026-02-02",
        "TCS,1D,2026-02-01,,gone,,        | unknown fact 'gone'; valid are absent, listed, split, bonus, real_move",
        "TCS,1D,2026-02-01,2026-02-03,listed,, | to is 2026-02-03; a fact listed has one date, leave to empty",
        "TCS,1D,2026-02-01,,absent,5,     | value is '5'; a fact absent has none",
        "TCS,1D,2026-02-01,,split,,       | value '' is not the number of shares that one share becomes",
        "TCS,1D,2026-02-01,,bonus,1:1,    | value '1:1' is not the number of shares",
        "TCS,1D,2026-02-01,,split,0.0,    | value '0.0' is not the number of shares",
        "TCS,1D,2026-02-01,,absent        | 5 fields; expected 7",
      })
  void aWrongLineIsNamed(String line, String defect) {
    assertThatThrownBy(() -> facts("*,1D,2026-02-01,,absent,,\n" + line + "\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("facts.csv, line 3: ")
        .hasMessageContaining(defect);
  }

  @Test
  void aFolderNeedNotHaveAFileButAFileThatIsNamedMustBeThere() {
    assertThat(SymbolFacts.ofFolder(folder).size()).isZero();
    assertThatThrownBy(() -> SymbolFacts.read(folder.resolve("none.csv")))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("none.csv: no such file");
  }

  @Test
  void theRecordingsHaveTheirFacts() {
    SymbolFacts facts = SymbolFacts.ofFolder(SharedFolder.require("market-data"));

    assertThat(facts.noHoles(ITC, Timeframe.ONE_DAY))
        .contains(dates("2026-02-01", "2026-02-01"))
        .doesNotContain(dates("2025-03-18", "2025-03-18"));
    assertThat(facts.noHoles(ITC, Timeframe.FIVE_MINUTES))
        .containsExactly(dates("2026-01-27", "2026-04-24"), dates("2026-04-25", "2026-05-19"));
  }
}
