package dev.baton.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, in aligned columns. */
final class BenchTable {

  private static final String[] UNITS = {"ns", "us", "ms", "s"};
  private static final List<String> HEAD =
      List.of("figure", "by", ">time/op", "unit", ">least", ">ta4j/this", ">target", "");

  private BenchTable() {}

  /** One line each, below a head. */
  static List<String> lines(List<Measured> run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD.stream().map(head -> head.replace(">", "")).toList());
    for (Measured measured : run) {
      rows.add(row(measured));
    }
    return rows.stream().map(row -> aligned(row, rows)).toList();
  }

  private static List<String> row(Measured measured) {
    int unit = unit(measured.median());
    return List.of(
        measured.title(),
        measured.label(),
        in(unit, measured.median()),
        UNITS[unit],
        in(unit, measured.least()),
        measured.ratio().map(ratio -> "%.1f".formatted(ratio)).orElse(""),
        measured
            .target()
            .map(target -> in(unit(target), target) + " " + UNITS[unit(target)])
            .orElse(""),
        measured.target().isEmpty() ? "" : measured.missed() ? "MISSED" : "met");
  }

  private static int unit(double nanos) {
    int unit = 0;
    for (double time = nanos; time >= 1000 && unit < UNITS.length - 1; time /= 1000) {
      unit++;
    }
    return unit;
  }

  private static String in(int unit, double nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / Math.pow(1000, unit));
  }

  private static String aligned(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      String padding = " ".repeat(width - row.get(i).length());
      line.append(HEAD.get(i).startsWith(">") ? padding + row.get(i) : row.get(i) + padding)
          .append("  ");
    }
    return line.toString().stripTrailing();
  }
}
