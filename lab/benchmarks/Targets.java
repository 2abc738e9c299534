import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;

/** Compares the figures of the launcher's report with the targets; {@code market-day} runs it from its source. */
final class Targets {

  private static final double MOST_CALLS = 0.30;
  private static final double LEAST_HITS = 0.60;
  private static final double MOST_TIME = 0.20;

  private boolean missed;

  private Targets() {}

  /** Compares the report named by the first argument; exit code 1 if a target is missed. */
  public static void main(String[] arguments) throws Exception {
    JsonNode report = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    Targets targets = new Targets();
    targets.compare(report);
    System.exit(targets.missed ? 1 : 0);
  }

  private void compare(JsonNode report) {
    System.out.printf("%n%-58s %9s   %s%n", "figure", "measured", "target");
    JsonNode ratios = required(report, "/ratios");
    atMost("calls of the optimized generation to the legacy ones", required(ratios, "/calls").asDouble(), MOST_CALLS);
    atLeast(
        "lookups that hit after the first hour, all categories",
        required(report, "/generations/optimized/hit_rate_after_first_hour").asDouble(),
        LEAST_HITS);
    for (Map.Entry<String, JsonNode> scan : required(ratios, "/unified_scans").properties()) {
      atMost(
          "time to the legacy jobs, " + scan.getKey(),
          required(scan.getValue(), "/ratio").asDouble(),
          MOST_TIME);
    }
    JsonNode parity = required(report, "/parity");
    none("signals that differ", required(parity, "/mismatches").size());
    int oneSided = 0;
    for (JsonNode hole : required(parity, "/holes")) {
      if (required(hole, "/hold").asText().equals("not_scanned")
          && hole.path("legacy").isNull() != hole.path("optimized").isNull()) {
        oneSided += required(hole, "/bars").asInt();
      }
    }
    none("bars that one generation alone evaluated", oneSided);
    for (Map.Entry<String, JsonNode> generation : required(report, "/generations").properties()) {
      JsonNode totals = required(generation.getValue(), "/totals");
      none("errors of " + generation.getKey(), required(totals, "/errors").asInt());
      none(
          "slots of " + generation.getKey() + " not done",
          required(totals, "/slots_due").asInt() - required(totals, "/done").asInt());
      none(
          "calls that ledger and broker count differently, " + generation.getKey(),
          required(generation.getValue(), "/differences").size());
      none(
          "calls without a known end, " + generation.getKey(),
          required(generation.getValue(), "/open_calls/calls").asInt());
    }
  }

  private void atMost(String figure, double measured, double most) {
    row(figure, "%.1f %%".formatted(100 * measured), "at most %.0f %%".formatted(100 * most), measured <= most);
  }

  private void atLeast(String figure, double measured, double least) {
    row(figure, "%.1f %%".formatted(100 * measured), "at least %.0f %%".formatted(100 * least), measured >= least);
  }

  private void none(String figure, int measured) {
    row(figure, Integer.toString(measured), "0", measured == 0);
  }

  private void row(String figure, String measured, String target, boolean met) {
    missed |= !met;
    System.out.printf("%-58s %9s   %s%s%n", figure, measured, target, met ? "" : "   MISSED");
  }

  /** The value at that path; a missing figure is an error, not a target that is met. */
  private static JsonNode required(JsonNode node, String path) {
    JsonNode found = node.at(path);
    if (found.isMissingNode() || found.isNull()) {
      throw new IllegalStateException("the report has no " + path);
    }
    return found;
  }
}
