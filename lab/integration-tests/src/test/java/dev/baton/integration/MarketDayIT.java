package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged pair through whole market days. */
class MarketDayIT {

  private static final Path CANDLES = Packages.root().resolve("../shared/market-data").normalize();

  @TempDir Path home;

  /** Uses all stocks if there are no recorded candles for a day with all of them. */
  @Test
  @NeedsLegacyScheduler
  void aSyntheticDayIsDoneByBothGenerationsAlike() throws Exception {
    JsonNode report;
    if (Files.isDirectory(CANDLES)) {
      report = Days.undisturbed();
    } else {
      try (Rehearsal run = Rehearsal.start(home, "--speed", "max")) {
        report = run.finish();
      }
    }
    Days.assertComplete(report);
    assertFewerCalls(report);
  }

  @Test
  @NeedsLegacyScheduler
  void aRecordedDayIsDoneByBothGenerationsAlike() throws Exception {
    // given
    assumeTrue(
        Files.isDirectory(CANDLES), "skipped: ../shared/market-data is not there to be replayed");

    // when
    JsonNode report;
    JsonNode status;
    try (Rehearsal run =
        Rehearsal.start(
            home, "--speed", "max", "--candles", CANDLES.toString(), "--date", "2026-06-10")) {
      run.awaitRunning();
      status = run.get("optimized", "/api/scheduler/status").body();
      report = run.finish();
      assertThat(run.output().lines().filter(line -> line.matches("\\d\\d:\\d\\d  legacy .*")))
          .hasSize(95);
      assertThat(run.output().lines().filter(line -> line.matches("\\d\\d:\\d\\d  optimized .*")))
          .hasSize(78);
    }

    // then
    assertThat(status.at("/old_scheduler/state").asText()).isEqualTo("running");
    assertThat(status.at("/old_scheduler/modes"))
        .hasSize(4)
        .allMatch(mode -> mode.asText().equals("live"));
    assertThat(status.at("/optimized_scheduler/state").asText()).isEqualTo("running");
    Days.assertComplete(report);
    assertFewerCalls(report);
    assertThat(report.at("/generations/legacy/totals/calls").asInt()).isEqualTo(2961);
    assertThat(report.at("/generations/legacy/totals/late").asInt()).isZero();
    assertThat(report.at("/generations/optimized/totals/late").asInt()).isZero();
    assertThat(report.at("/generations/legacy/totals/attempts").asInt()).isEqualTo(95);
    assertThat(report.at("/generations/optimized/totals/attempts").asInt()).isEqualTo(162);
  }

  /** What is left after a migration. */
  @Test
  void theOptimizedServiceDoesADayAlone() throws Exception {
    JsonNode report;
    try (Rehearsal run =
        Rehearsal.start(home, Days.FEW_STOCKS, "--speed", "max", "--only", "optimized")) {
      report = run.finish();
    }
    JsonNode totals = report.at("/generations/optimized/totals");
    assertThat(totals.path("done").asInt()).isEqualTo(162);
    assertThat(totals.path("errors").asInt()).isZero();
    assertThat(totals.path("signals").asInt()).isPositive();
    assertThat(report.path("generations").has("legacy")).isFalse();
  }

  private static void assertFewerCalls(JsonNode report) {
    assertThat(report.at("/ratios/calls").asDouble()).isGreaterThan(0).isLessThanOrEqualTo(0.30);
    assertThat(report.at("/generations/optimized/hit_rate_after_first_hour").asDouble())
        .isGreaterThanOrEqualTo(0.60);
  }
}
