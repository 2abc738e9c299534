package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JMH's results, compared with the ta4j engine of the same run and with the targets. Medians are compared: a mean moves with
 * everything else that the machine does meanwhile. JMH does the rest (ADR 30).
 */
final class BenchTargets {

  /** The longest that an operation may take, in nanoseconds. */
  static final Map<String, Double> TARGETS =
      Map.of(
          "FreshWindow.columnar bars=225", 5e3,
          "GrownByOneBar.columnar", 1e3,
          "UnifiedScanAnalysis.columnar", 1e6);

  /** The method that evaluates the same with the ta4j engine. */
  private static final String ORACLE = "ta4j";

  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

  private record Figure(
      String benchmark, String method, String parameters, double median, String unit) {

    static Figure of(JsonNode result) {
      String[] name = result.get("benchmark").asText().split("\\.");
      JsonNode metric = result.get("primaryMetric");
      return new Figure(
          name[name.length - 2],
          name[name.length - 1],
          result.path("params").properties().stream()
              .map(value -> " " + value.getKey() + "=" + value.getValue().asText())
              .collect(Collectors.joining()),
          metric.get("scorePercentiles").get("50.0").asDouble(),
          metric.get("scoreUnit").asText());
    }

    String name() {
      return benchmark + "." + method + parameters;
    }

    Optional<Double> target() {
      return Optional.ofNullable(TARGETS.get(name()))
          .map(nanoseconds -> nanoseconds / NANOSECONDS.get(unit));
    }

    boolean missed() {
      return target().filter(target -> median > target).isPresent();
    }
  }

  private final List<Figure> figures;

  private BenchTargets(List<Figure> figures) {
    this.figures = figures;
  }

  /** The times in a file of JMH's JSON. Results that are not a time an operation are left out. */
  static BenchTargets read(Path file) throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
      Figure figure = Figure.of(result);
      if (NANOSECONDS.containsKey(figure.unit())) {
        figures.add(figure);
      }
    }
    return new BenchTargets(figures);
  }

  /** Whether an operation took longer than its target. */
  boolean missed() {
    return figures.stream().anyMatch(Figure::missed);
  }

  /** One line for each figure, below a head. The ta4j engine has none of its own: JMH has listed it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("benchmark                                    median  unit   ta4j/this  target");
    for (Figure figure : figures) {
      if (figure.method().equals(ORACLE)) {
        continue;
      }
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-40s %10.2f  %-5s  %9s  %s",
                  figure.name(),
                  figure.median(),
                  figure.unit(),
                  ratio(figure),
                  figure
                      .target()
                      .map(
                          target ->
                              String.format(
                                  Locale.ROOT,
                                  "%.2f %s",
                                  target,
                                  figure.missed() ? "MISSED" : "met"))
                      .orElse(""))
              .stripTrailing());
    }
    return lines;
  }

  /** How many times longer the ta4j engine took. */
  private String ratio(Figure figure) {
    return figures.stream()
        .filter(other -> other.method().equals(ORACLE))
        .filter(other -> other.benchmark().equals(figure.benchmark()))
        .filter(other -> other.parameters().equals(figure.parameters()))
        .map(other -> String.format(Locale.ROOT, "%.1f", other.median() / figure.median()))
        .findFirst()
        .orElse("");
  }
}
