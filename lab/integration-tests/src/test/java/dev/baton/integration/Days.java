package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of days without faults, and the assertions that hold on every day. */
final class Days {

  static final List<String> GENERATIONS = List.of("legacy", "optimized");

  /**
   * Fewer stocks for the days with faults: the effect of a fault does not depend on their number, the time of a day does.
   * {@code MarketDayIT} runs a day with all of them.
   */
  static final Map<String, String> FEW_STOCKS =
      Map.of(
          "BATON_UNIVERSE__DAY_TRADING_", "RELIANCE,TCS,HDFCBANK,INFY",
          "BATON_UNIVERSE__SHORT_SELLING_", "RELIANCE,HINDUNILVR,TCS,HDFCBANK",
          "BATON_UNIVERSE__SHORT_TERM_", "INFY,HINDUNILVR,BAJFINANCE",
          "BATON_UNIVERSE__LONG_TERM_", "INFY,SBIN,BAJFINANCE,TITAN");

  private static Optional<JsonNode> synthetic = Optional.empty();

  private Days() {}

  /** The report of a synthetic day of those stocks without a fault; the run is made once. */
  static synchronized JsonNode undisturbed() throws Exception {
    if (synthetic.isEmpty()) {
      Path home = Files.createTempDirectory("baton-undisturbed");
      try (Rehearsal run = Rehearsal.start(home, FEW_STOCKS, "--speed", "max")) {
        synthetic = Optional.of(run.finish());
      } finally {
        remove(home);
      }
    }
    return synthetic.get();
  }

  /** Asserts that every slot is done once without an error, the ledger equals the broker's count, and both found the same signals. */
  static void assertComplete(JsonNode report) {
    for (String generation : GENERATIONS) {
      JsonNode figures = report.at("/generations/" + generation);
      JsonNode totals = figures.path("totals");
      assertThat(totals.path("slots_due").asInt()).isPositive();
      assertThat(totals.path("done")).isEqualTo(totals.path("slots_due"));
      assertThat(totals.path("slots")).isEqualTo(totals.path("slots_due"));
      assertThat(totals.path("errors").asInt()).isZero();
      assertThat(totals.path("bars_missing").asInt()).isZero();
      assertThat(figures.path("slot_defects")).describedAs(generation).isEmpty();
      assertThat(figures.path("differences")).describedAs(generation).isEmpty();
      assertThat(figures.path("ledger_equals_simulator").asBoolean()).isTrue();
      assertThat(figures.at("/open_calls/calls").asInt())
          .isLessThanOrEqualTo(figures.at("/open_calls/allowed").asInt());
    }
    JsonNode parity = report.path("parity");
    assertThat(parity.path("verdict").asText()).isIn("PASS", "HOLD");
    assertThat(parity.path("mismatches")).isEmpty();
    assertThat(parity.path("holes"))
        .allSatisfy(
            hole ->
                assertThat(hole.path("legacy").isNull())
                    .describedAs("one generation alone evaluated: %s", hole)
                    .isEqualTo(hole.path("optimized").isNull()));
    assertThat(parity.path("categories"))
        .anySatisfy(of -> assertThat(of.at("/figures/matched").asInt()).isPositive());
    assertThat(parity.path("not_comparable"))
        .allSatisfy(
            entry -> {
              assertThat(entry.at("/signal/category").asText()).isEqualTo("long_term");
              assertThat(entry.path("generation").asText()).isEqualTo("optimized");
            });
  }

  /** The signals of a generation with values and fingerprints, in a fixed order. */
  static List<String> signals(JsonNode report, String generation) {
    List<String> signals = new ArrayList<>();
    report
        .at("/generations/" + generation + "/signals")
        .forEach(signal -> signals.add(signal.toString()));
    assertThat(signals).isNotEmpty();
    return signals.stream().sorted().toList();
  }

  /** Asserts that both generations found exactly the signals of a day without a fault. */
  static void assertSameSignalsAsUndisturbed(JsonNode report) throws Exception {
    JsonNode undisturbed = undisturbed();
    for (String generation : GENERATIONS) {
      assertThat(signals(report, generation)).isEqualTo(signals(undisturbed, generation));
    }
  }

  /** The settings with {@link #FEW_STOCKS}. */
  static Map<String, String> fewStocksAnd(Map<String, String> settings) {
    Map<String, String> both = new HashMap<>(FEW_STOCKS);
    both.putAll(settings);
    return both;
  }

  static void remove(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
