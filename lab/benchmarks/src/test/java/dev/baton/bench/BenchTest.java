package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.parity.ParityFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchTest {

  @TempDir Path folder;

  @Test
  void everyBenchmarkRunsAndEveryTargetIsOfOneOfThem() throws Exception {
    // given
    Path results = folder.resolve("bench.json");

    // when
    new Runner(
            new OptionsBuilder()
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .build())
        .run();

    // then
    assertThat(BenchTargets.read(results).lines())
        .extracting(line -> line.split("  ")[0])
        .contains(
            "FreshWindow.columnar bars=70",
            "FromCandles.columnar bars=170",
            "ParityOfSignals.check",
            "ReplayedSession.columnar",
            "UnifiedScanAnalysis.columnarUnchanged")
        .containsAll(BenchTargets.TARGETS.keySet());
  }

  @Test
  void theParityBenchmarkComparesWhatItsCommentSays() {
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
  void theMedianIsComparedWithTheTa4jEngineAndTheTarget() throws Exception {
    assertThat(measured(5.0).lines())
        .containsExactly(
            "benchmark                                    median  unit   ta4j/this  target",
            "FreshWindow.columnar bars=225                  5.00  us/op       40.0  5.00 met",
            "FreshWindow.columnar bars=70                   2.00  us/op");
    assertThat(measured(5.0).missed()).isFalse();
  }

  @Test
  void aTargetIsMissedWhenTheMedianIsAboveIt() throws Exception {
    assertThat(measured(5.1).missed()).isTrue();
    assertThat(measured(5.1).lines()).element(1).asString().endsWith("5.00 MISSED");
  }

  /** A run of the fresh windows, and one result that is no time. */
  private BenchTargets measured(double median) throws Exception {
    String result =
        """
        {"benchmark": "dev.baton.bench.FreshWindow.%s", "params": {"bars": "%d"},
         "primaryMetric": {"score": 99, "scorePercentiles": {"0.0": 1, "50.0": %s}, "scoreUnit": "%s"}}""";
    String all =
        "[%s,%s,%s,%s]"
            .formatted(
                result.formatted("columnar", 225, median, "us/op"),
                result.formatted("columnar", 70, 2.0, "us/op"),
                result.formatted("ta4j", 225, 200.0, "us/op"),
                result.formatted("columnar", 225, 3.0, "ops/us"));
    return BenchTargets.read(Files.writeString(folder.resolve("bench.json"), all));
  }
}
