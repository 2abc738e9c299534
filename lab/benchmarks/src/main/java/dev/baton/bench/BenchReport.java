package dev.baton.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.replay.report.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What was measured, as JSON; times in nanoseconds an operation. */
final class BenchReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchReport() {}

  static ObjectNode of(List<Measured> run, boolean quick) {
    ObjectNode report = JSON.createObjectNode();
    report.put("quick", quick);
    report.put("jvm", Runtime.version().toString());
    report.put("processors", Runtime.getRuntime().availableProcessors());
    report.put("targets_met", run.stream().noneMatch(Measured::missed));
    var figures = report.putArray("figures");
    for (Measured measured : run) {
      ObjectNode figure = figures.addObject();
      figure.put("benchmark", measured.benchmark());
      figure.put("by", measured.method());
      figure.set("parameters", JSON.valueToTree(new TreeMap<>(measured.parameters())));
      figure.put("title", measured.title());
      figure.put("least_ns", measured.least());
      figure.put("median_ns", measured.median());
      measured.ratio().ifPresent(ratio -> figure.put("ta4j_ratio", ratio));
      measured
          .target()
          .ifPresent(target -> figure.put("target_ns", target).put("met", !measured.missed()));
    }
    return report;
  }

  /** Whether a report can be written there. */
  static boolean writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder) && !Files.isDirectory(file);
  }

  /** Writes the whole report or nothing. */
  static void write(Path file, ObjectNode report) throws IOException {
    WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }
}
