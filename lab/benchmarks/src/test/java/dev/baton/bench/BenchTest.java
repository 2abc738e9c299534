package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.parity.ParityFigures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {

  @Test
  void everyBenchmarkRuns() throws Exception {
    StringWriter progress = new StringWriter();

    List<Measured> run =
        Bench.run(Bench.allClasses(), Bench.Effort.ONCE, new PrintWriter(progress));

    assertThat(run)
        .extracting(each -> each.title() + ", " + each.label())
        .contains(
            "a fresh window of 225 bars, to signals and fingerprint, columnar",
            "a window grown by one bar, from the candle to signals and fingerprint, columnar",
            "a unified scan's analysis: 26 symbols, 57 evaluations, columnar unchanged",
            "a parity check over 100,000 signals on each side, check",
            "a replayed session, one generation: all slots, 26 symbols, columnar");
    assertThat(run).filteredOn(each -> each.target().isPresent()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(run)
        .filteredOn(each -> each.method().equals("columnar"))
        .allSatisfy(each -> assertThat(each.ratio()).isPresent());
    assertThat(progress.toString().lines())
        .hasSize(run.size())
        .last()
        .asString()
        .startsWith("measuring %d/%d ".formatted(run.size(), run.size()));
  }

  @Test
  void theParityBenchmarkComparesWhatItsTitleSays() {
    // given
    ParityOfSignals benchmark = new ParityOfSignals();
    benchmark.evidence();

    // when
    ParityFigures figures = benchmark.check().categories().getFirst().figures();

    // then
    assertThat(figures.legacySignals()).isEqualTo(ParityOfSignals.SIGNALS);
    assertThat(figures.matched()).isEqualTo(99_900);
    assertThat(figures.missing()).isEqualTo(100);
  }

  @Test
  void aTargetIsMissedWhenTheMedianIsAboveIt() {
    assertThat(measured("columnar", 5000).missed()).isFalse();
    assertThat(measured("columnar", 5000.1).missed()).isTrue();
  }

  @Test
  void theTableSaysTimesRatiosAndTargets() {
    assertThat(
            BenchTable.lines(List.of(measured("columnar", 2500), measured("columnarSlow", 7000))))
        .containsExactly(
            "figure          by             time/op  unit  least  ta4j/this   target",
            "a window of 70  columnar          2.50  us     2.00       40.0  5.00 us  met",
            "a window of 70  columnar slow     7.00  us     2.00       14.3  5.00 us  MISSED");
  }

  @Test
  void theReportHasTheSameFigures(@TempDir Path folder) throws Exception {
    // given
    Path beside = Files.writeString(folder.resolve("beside.txt"), "");
    Path file = folder.resolve("r.json");

    // when
    BenchReport.write(file, BenchReport.of(List.of(measured("columnar", 7000)), true));

    // then
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(beside));
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.get("quick").booleanValue()).isTrue();
    assertThat(report.get("targets_met").booleanValue()).isFalse();
    JsonNode figure = report.get("figures").get(0);
    assertThat(figure.get("median_ns").doubleValue()).isEqualTo(7000);
    assertThat(figure.get("target_ns").doubleValue()).isEqualTo(5000);
    assertThat(figure.get("parameters").get("bars").textValue()).isEqualTo("70");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, beside);
    }
  }

  @Test
  void aNameThatNoBenchmarkHasIsRefusedWithThoseThereAre() {
    StringWriter said = new StringWriter();
    CommandLine line = Bench.commandLine().setErr(new PrintWriter(said));

    int code = line.execute("--only", "nothing");

    assertThat(code).isEqualTo(2);
    assertThat(said.toString())
        .contains(
            "'nothing'",
            "FreshWindow, FromCandles, GrownByOneBar, ParityOfSignals, ReplayedSession, UnifiedScanAnalysis");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured(@TempDir Path folder) {
    StringWriter said = new StringWriter();
    CommandLine line = Bench.commandLine().setErr(new PrintWriter(said));

    int code = line.execute("--report", folder.resolve("none/r.json").toString());

    assertThat(code).isEqualTo(2);
    assertThat(said.toString()).contains("cannot be written").doesNotContain("measuring");
  }

  private static Measured measured(String method, double median) {
    return new Measured(
        "FreshWindow",
        method,
        Map.of("bars", "70"),
        "a window of 70",
        2000,
        median,
        Optional.of(5000.0),
        Optional.of(100_000.0));
  }
}
