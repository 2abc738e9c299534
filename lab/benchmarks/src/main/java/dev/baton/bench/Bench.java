package dev.baton.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;

/**
 * {@code ./baton bench}: runs JMH with JMH's own options, and compares what it measured with the ta4j engine and with the
 * targets. JMH's results are in {@code .baton/bench.json} afterwards.
 */
public final class Bench {

  private Bench() {}

  /** Exit code 1 if a target is missed or a benchmark fails; JMH itself ends the process for a failure or a wrong option. */
  public static void main(String[] options) throws IOException {
    Path results = Path.of(System.getProperty("baton.root", "."), ".baton", "bench.json");
    Files.createDirectories(results.getParent());
    Files.deleteIfExists(results);
    Stream<String> own = Stream.of("-foe", "true", "-rf", "json", "-rff", results.toString());
    Stream<String> given =
        Stream.of(options).map(option -> option.equals("--help") ? "-h" : option);
    Main.main(Stream.concat(own, given).toArray(String[]::new));
    // JMH's help and lists measure nothing.
    if (Files.exists(results)) {
      BenchTargets targets = BenchTargets.read(results);
      System.out.println();
      targets.lines().forEach(System.out::println);
      System.exit(targets.missed() ? 1 : 0);
    }
  }
}
