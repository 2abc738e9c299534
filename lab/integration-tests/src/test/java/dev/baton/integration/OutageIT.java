package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The broker answers only with faults for a while; PostgreSQL is stopped for a while. */
@NeedsLegacyScheduler
class OutageIT {

  @TempDir Path home;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBrokerThatAnswersOnlyFaultsDelaysSlotsAndLosesNothing() throws Exception {
    // when: market time goes on while the broker is away
    JsonNode report;
    try (Rehearsal run =
        Rehearsal.start(
            home, Days.fewStocksAnd(Map.of("BATON_OUTAGE_HOLD", "1s")), "--speed", "1500")) {
      run.awaitRunning();
      run.awaitMarketTime("11:00");
      run.post("simulator", "/sim/faults", Map.of("kind", "http_500"));
      for (String service : Days.GENERATIONS) {
        run.await(
            service + " to report that the broker is away",
            () -> slots(run, service).path("data").has("broker"));
        assertThat(run.get(service, "/q/health/live").status()).isEqualTo(200);
      }
      run.delete("simulator", "/sim/faults");
      run.post("simulator", "/sim/faults", Map.of("kind", "truncated_json", "probability", 0.9));
      String then = run.marketTime();
      // An outage pauses the market's clock for a limited time only.
      run.await("the market to go on", () -> run.marketTime().compareTo(plusTwoSlots(then)) > 0);
      run.delete("simulator", "/sim/faults");
      report = run.finish();
      for (String service : Days.GENERATIONS) {
        assertThat(run.log(service)).contains("outage=\"").contains("outage=over");
      }
    }

    // then
    Days.assertComplete(report);
    Days.assertSameSignalsAsUndisturbed(report);
    assertThat(report.at("/generations/legacy/totals/late").asInt()).isPositive();
    assertThat(report.at("/run/restarts")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStoppedPostgresIsWaitedForAndNothingIsLost() throws Exception {
    // when
    JsonNode report;
    try (Rehearsal run =
        Rehearsal.start(
            home, Days.FEW_STOCKS, "--speed", "max", "--postgres-restart-after", "30")) {
      run.awaitRunning();
      run.awaitMarketTime("11:00");
      // A fast shutdown cuts every connection and refuses new ones. A service whose slots are all
      // done reports it, too.
      Rehearsal.signal("-INT", run.postgres());
      run.await("the launcher to count the 30 s", () -> run.output().contains("postgresql died"));
      // PostgreSQL does not come back before both services have reported it.
      run.pauseLauncher();
      try {
        for (String service : Days.GENERATIONS) {
          run.await(
              service + " to report that it is not ready",
              () -> run.get(service, "/q/health/ready").status() == 503);
          run.await(
              service + " to report that the database is away",
              () -> slots(run, service).path("data").has("database"));
          assertThat(run.get(service, "/q/health/live").status()).isEqualTo(200);
        }
      } finally {
        run.resumeLauncher();
      }
      run.await("PostgreSQL back", () -> run.output().contains("postgresql is running again"));
      for (String service : Days.GENERATIONS) {
        run.await(
            service + " to be ready again",
            () -> run.get(service, "/q/health/ready").status() == 200);
      }
      report = run.finish();
      for (String service : Days.GENERATIONS) {
        assertThat(run.log(service)).contains("database=failing").contains("database=working");
      }
    }

    // then
    Days.assertComplete(report);
    Days.assertSameSignalsAsUndisturbed(report);
    assertThat(report.at("/run/restarts/postgresql").asInt()).isEqualTo(1);
    assertThat(report.at("/run/restarts").size()).isEqualTo(1);
  }

  private static JsonNode slots(Rehearsal run, String service) throws Exception {
    for (JsonNode check : run.get(service, "/q/health/ready").body().path("checks")) {
      if (check.path("name").asText().equals("slots")) {
        return check;
      }
    }
    throw new AssertionError("no check named slots");
  }

  private static String plusTwoSlots(String time) {
    return java.time.LocalTime.parse(time).plusMinutes(6).toString();
  }
}
