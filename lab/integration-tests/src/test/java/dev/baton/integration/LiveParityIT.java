package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stack.postgres.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With faults that the broker shows to one service only, the parity API of the running pair names the right cause. */
@NeedsLegacyScheduler
class LiveParityIT {

  @TempDir Path home;

  /** A signal of the day without faults, which a fault will change. */
  private record Chosen(String symbol, String barTime) {

    /** The slot in which its bar is due. */
    OffsetDateTime slot() {
      return OffsetDateTime.parse(barTime).plusMinutes(5);
    }
  }

  @Test
  void theCauseOfEachDifferenceIsNamedWithinOneScan() throws Exception {
    // given: signals of three symbols, in this order
    String date = Days.undisturbed().at("/run/from").asText();
    List<Chosen> chosen = chosen(date);
    Chosen missing = chosen.get(0);
    Chosen revised = chosen.get(1);
    Chosen timedOut = chosen.get(2);

    JsonNode ofMissing;
    JsonNode ofRevised;
    JsonNode diff;
    JsonNode digest;
    JsonNode estimate;
    try (LocalPostgres server = OwnServer.start(home);
        Rehearsal run =
            Rehearsal.startToStay(
                home,
                Days.fewStocksAnd(
                    Map.of("BATON_BROKER_CALL_TIMEOUT", "1s", "BATON_PARITY_EVERY", "1s")),
                "--speed",
                "max",
                "--postgres",
                OwnServer.url(server))) {
      // when: one bar never comes, and one has other prices
      run.awaitRunning();
      fault(run, missing, Map.of("kind", "missing_bar", "bar_time", missing.barTime()));
      fault(
          run,
          revised,
          Map.of("kind", "revised_bar", "bar_time", revised.barTime(), "factor", 0.97));
      // when: no call for one symbol is answered in one slot
      fault(
          run,
          timedOut,
          Map.of(
              "kind",
              "time_out",
              "from",
              timedOut.slot().toString(),
              "until",
              timedOut.slot().plusMinutes(4).toString()));
      ofMissing = mismatch(run, date, missing);
      ofRevised = mismatch(run, date, revised);
      diff =
          run.get(
                  "optimized",
                  "/api/scheduler/data/%s/diff?timeframe=5m".formatted(revised.symbol()))
              .body();
      run.await(
          "the digest of the session",
          () -> run.get("optimized", "/api/parity/daily/" + date).status() == 200);
      digest = run.get("optimized", "/api/parity/daily/" + date).body();
      estimate = run.get("optimized", "/api/scheduler/api-calls/estimate").body();
      run.close();
      // The server is not the launcher's: it runs on, with the run's database.
      assertThat(server.runs()).isTrue();
      try (Connection database = run.database()) {
        assertThat(database.getCatalog()).startsWith("run_");
      }
    }

    // then
    assertThat(ofMissing.path("cause").asText()).isEqualTo("bar_missing");
    assertThat(ofMissing.path("kind").asText()).isEqualTo("missing");
    assertThat(ofMissing.path("at").asText()).isEqualTo("optimized");
    assertThat(ofMissing.at("/legacy/entry").isNumber()).isTrue();
    assertThat(ofMissing.at("/optimized/outcome").asText()).isEqualTo("bar_missing");
    assertThat(ofRevised.path("cause").asText()).isEqualTo("bar_revised");
    assertThat(ofRevised.path("evidence").asText()).contains(revised.barTime());
    assertFoundInTheNextSlot(digest, timedOut);
    assertThat(diff.path("equal").asBoolean()).isFalse();
    assertThat(diff.at("/first_difference/time").asText()).isEqualTo(revised.barTime());
    assertThat(digest.path("verdict").asText()).isEqualTo("FAIL");
    assertThat(causes(digest)).containsExactlyInAnyOrder("bar_missing", "bar_revised");
    assertEstimateOfFewStocks(estimate);
  }

  /** The symbol answered again in the next slot, which evaluated the awaited bar: late, and no difference. */
  private static void assertFoundInTheNextSlot(JsonNode digest, Chosen timedOut) {
    List<JsonNode> late = new ArrayList<>();
    digest.at("/report/late").forEach(late::add);
    assertThat(late)
        .filteredOn(of -> of.at("/signal/symbol").asText().equals(timedOut.symbol()))
        .filteredOn(of -> of.at("/signal/bar_time").asText().equals(timedOut.barTime()))
        .singleElement()
        .satisfies(
            of ->
                assertThat(OffsetDateTime.parse(of.path("optimized_slot").asText()))
                    .isEqualTo(timedOut.slot().plusMinutes(5)));
  }

  /** Both generations' calls are estimated for the configured stocks. */
  private static void assertEstimateOfFewStocks(JsonNode estimate) {
    JsonNode old = estimate.path("old_scheduler");
    assertThat(old.at("/breakdown/day_trading/symbols").asInt()).isEqualTo(4);
    assertThat(old.path("total_calls_per_day").asInt())
        .isEqualTo(3 * (76 * 4 + 13 * 4 + 5 * 3 + 4));
    JsonNode jobs = estimate.at("/optimized_scheduler/breakdown");
    assertThat(jobs.at("/frequent_scan/symbols").asInt()).isEqualTo(5);
    assertThat(jobs.at("/frequent_scan/lookups_per_day").asInt()).isEqualTo(76 * (2 * 4 + 4));
    assertThat(jobs.at("/regular_scan/lookups_per_day").asInt()).isEqualTo(5 * 3);
    assertThat(jobs.at("/daily_scan/lookups_per_day").asInt()).isEqualTo(4);
    assertThat(jobs.at("/comprehensive_scan/lookups_per_day").asInt()).isEqualTo(2 * (3 + 4));
  }

  private static Set<String> causes(JsonNode digest) {
    Set<String> causes = new HashSet<>();
    digest.at("/report/causes").fieldNames().forEachRemaining(causes::add);
    return causes;
  }

  /** Day-trading signals of different symbols, each an hour or more after the open of that date. */
  private static List<Chosen> chosen(String date) throws Exception {
    List<Chosen> chosen = new ArrayList<>();
    StreamSupport.stream(Days.undisturbed().at("/generations/legacy/signals").spliterator(), false)
        .filter(signal -> signal.path("category").asText().equals("day_trading"))
        .map(signal -> new Chosen(signal.path("symbol").asText(), signal.path("bar_time").asText()))
        .filter(signal -> signal.barTime().compareTo(date + "T10:15") > 0)
        .sorted(Comparator.comparing(Chosen::barTime).thenComparing(Chosen::symbol))
        .filter(
            signal -> chosen.stream().noneMatch(other -> other.symbol().equals(signal.symbol())))
        .forEach(chosen::add);
    assertThat(chosen).hasSizeGreaterThanOrEqualTo(3);
    return chosen;
  }

  private static void fault(Rehearsal run, Chosen of, Map<String, ?> fault) throws Exception {
    Map<String, Object> body = new java.util.HashMap<>(fault);
    body.put("client", "optimized");
    body.put("symbol", of.symbol());
    body.put("interval", "5 minutes");
    assertThat(run.post("simulator", "/sim/faults", body).status()).isEqualTo(200);
  }

  /** The mismatch that the parity API reports for the signal, once both have scanned its bar. */
  private static JsonNode mismatch(Rehearsal run, String date, Chosen of) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    run.await(
        "a mismatch of " + of,
        () -> {
          for (JsonNode mismatch :
              run.get(
                      "optimized",
                      "/api/parity/mismatches?from=%s&category=day_trading".formatted(date))
                  .body()
                  .path("mismatches")) {
            if (mismatch.at("/signal/symbol").asText().equals(of.symbol())
                && mismatch.at("/signal/bar_time").asText().equals(of.barTime())) {
              found.add(mismatch);
              return true;
            }
          }
          return false;
        });
    return found.getFirst();
  }
}
