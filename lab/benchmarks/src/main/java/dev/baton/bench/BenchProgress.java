package dev.baton.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** A line for each benchmark that begins; what JMH and its forks say is kept, and shown only if the run fails. */
final class BenchProgress implements OutputFormat {

  private final PrintWriter out;
  private final int benchmarks;
  private final StringBuilder said = new StringBuilder();
  private String current = "";
  private int begun;

  /**
   * @param benchmarks how many there will be, parameters counted out
   */
  BenchProgress(PrintWriter out, int benchmarks) {
    this.out = out;
    this.benchmarks = benchmarks;
  }

  /** What was said since the last benchmark began. */
  String said() {
    return said.toString();
  }

  @Override
  public void startBenchmark(BenchmarkParams parameters) {
    // JMH says it once a fork
    if (!current.equals(parameters.id())) {
      current = parameters.id();
      begun++;
      said.setLength(0);
      out.printf(
          "measuring %d/%d %s%n",
          begun, benchmarks, current.substring(Bench.class.getPackageName().length() + 1));
      out.flush();
    }
  }

  @Override
  public void print(String text) {
    said.append(text);
  }

  @Override
  public void println(String text) {
    said.append(text).append(System.lineSeparator());
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void write(int value) {
    said.append((char) value);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    said.append(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult data) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
