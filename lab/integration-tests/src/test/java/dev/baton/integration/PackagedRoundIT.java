package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stack.postgres.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged pair through a day with random faults: every slot is done, and every signal equals that of the day without a
 * fault, or its bar is marked. {@code RandomFaultsTest} makes many such days in one process.
 */
@NeedsLegacyScheduler
class PackagedRoundIT {

  @TempDir Path home;

  /** What is marked, or may be. */
  private record Bar(String category, String symbol, Instant time) {

    static Bar of(JsonNode signal) {
      return new Bar(
          signal.path("category").asText(),
          signal.path("symbol").asText(),
          OffsetDateTime.parse(signal.path("bar_time").asText()).toInstant());
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("baton.packaged-rounds", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noFaultMakesAnotherSignalWithoutAMark(long seed) throws Exception {
    // given
    List<Map<String, Object>> faults = PackagedFaults.of(seed);
    String round = "seed " + seed + ", faults " + faults;

    // when
    JsonNode report;
    try (LocalPostgres server = OwnServer.start(home);
        Rehearsal run =
            Rehearsal.start(
                home,
                Days.fewStocksAnd(
                    Map.of("BATON_BROKER_CALL_TIMEOUT", "1s", "BATON_OUTAGE_HOLD", "1s")),
                "--speed",
                "max",
                "--postgres",
                OwnServer.url(server))) {
      // What a service has cached before a fault is laid, the fault does not change.
      run.await("the simulator", () -> clockIsFrozen(run));
      for (Map<String, Object> fault : faults) {
        assertThat(run.post("simulator", "/sim/faults", fault).status()).as(round).isEqualTo(200);
      }
      assertThat(clockIsFrozen(run)).as("all faults are laid before the day begins").isTrue();
      report = run.finishWithErrors();

      // then
      for (String generation : Days.GENERATIONS) {
        JsonNode totals = report.at("/generations/" + generation + "/totals");
        assertThat(totals.path("done").asInt()).as(round).isPositive();
        assertThat(totals.path("done")).as(round).isEqualTo(totals.path("slots_due"));
        try (Connection database = run.database()) {
          assertDifferencesAreMarked(report, generation, database, round);
        }
      }
    }
  }

  private static boolean clockIsFrozen(Rehearsal run) throws Exception {
    return run.get("simulator", "/sim/clock").body().path("state").asText().equals("frozen");
  }

  private static void assertDifferencesAreMarked(
      JsonNode report, String generation, Connection database, String round) throws Exception {
    Set<String> clean = new TreeSet<>(Days.signals(Days.undisturbed(), generation));
    Set<String> found = new TreeSet<>(Days.signals(report, generation));
    Set<Bar> different = new HashSet<>();
    for (JsonNode signal : Days.undisturbed().at("/generations/" + generation + "/signals")) {
      if (!found.contains(signal.toString())) {
        different.add(Bar.of(signal));
      }
    }
    for (JsonNode signal : report.at("/generations/" + generation + "/signals")) {
      if (!clean.contains(signal.toString())) {
        different.add(Bar.of(signal));
      }
    }
    Set<Bar> marked = marked(generation, database);
    assertThat(marked).as("%s has no mark: %s", generation, round).isNotEmpty();
    assertThat(different)
        .as("bars of %s whose signals differ without a mark: %s", generation, round)
        .isSubsetOf(marked);
  }

  /** The bars that were not evaluated, or over a window that lacks bars. */
  private static Set<Bar> marked(String generation, Connection database) throws Exception {
    Set<Bar> marked = new HashSet<>();
    try (PreparedStatement query =
        database.prepareStatement(
            """
            select category, symbol, bar_time from evaluation
            where generation = ? and (outcome <> 'evaluated' or window_lacks > 0)
            """)) {
      query.setString(1, generation);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          marked.add(
              new Bar(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return marked;
  }
}
