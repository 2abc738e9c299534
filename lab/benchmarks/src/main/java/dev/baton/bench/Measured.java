package dev.baton.bench;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one benchmark took. Times are nanoseconds an operation. Targets and ratios go by the median of many short iterations;
 * the least of them shows how much of it the rest of the machine's work has added.
 *
 * @param benchmark its class, without the package
 * @param method how it does it: the name of an engine, most often
 * @param parameters the values it ran with, by name
 * @param title the {@link Figure} in words
 * @param least the time of the fastest iteration, a mean over its operations
 * @param median of the iterations of all forks
 * @param target the longest it may take, if there is a target
 * @param oracle what {@link Figure#ORACLE} took in the median for the same in the same run, if it does the same
 */
public record Measured(
    String benchmark,
    String method,
    Map<String, String> parameters,
    String title,
    double least,
    double median,
    Optional<Double> target,
    Optional<Double> oracle) {

  public Measured {
    requireNonNull(benchmark, "benchmark is null");
    requireNonNull(method, "method is null");
    requireNonNull(title, "title is null");
    requireNonNull(target, "target is null");
    requireNonNull(oracle, "oracle is null");
    parameters = Map.copyOf(parameters);
  }

  /** Whether it took longer than it may. */
  public boolean missed() {
    return target.isPresent() && median > target.get();
  }

  /** How many times longer the ta4j engine took in the same run. */
  public Optional<Double> ratio() {
    return oracle.map(time -> time / median);
  }

  /**
   * All that was measured in one run, in its order.
   *
   * @throws IllegalArgumentException if a result is not of a time, or of a class without a {@link Figure}
   */
  public static List<Measured> of(Collection<RunResult> run) {
    List<Measured> alone = new ArrayList<>();
    for (RunResult result : run) {
      alone.add(of(result));
    }
    alone.sort(Comparator.comparing(Measured::benchmark).thenComparing(Measured::order));
    return alone.stream().map(one -> one.beside(alone)).toList();
  }

  /** Numbers among the parameters by their value, not by their digits. */
  private String order() {
    return new TreeMap<>(parameters)
            .values().stream()
                .map(value -> value.matches("\\d+") ? "%20s".formatted(value) : value)
                .collect(Collectors.joining(","))
        + ","
        + method;
  }

  private static Measured of(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    if (parameters.getMode() == Mode.Throughput || parameters.getMode() == Mode.All) {
      throw new IllegalArgumentException(parameters.getBenchmark() + " does not measure a time");
    }
    String name = parameters.getBenchmark();
    int dot = name.lastIndexOf('.');
    Class<?> type = type(name.substring(0, dot));
    String method = name.substring(dot + 1);
    Map<String, String> values = new TreeMap<>();
    for (String key : parameters.getParamsKeys()) {
      values.put(key, parameters.getParam(key));
    }
    Statistics times = result.getPrimaryResult().getStatistics();
    double nanos = parameters.getTimeUnit().toNanos(1);
    return new Measured(
        type.getSimpleName(),
        method,
        values,
        title(type, values),
        times.getMin() * nanos,
        times.getPercentile(50) * nanos,
        target(type, method, values),
        Optional.empty());
  }

  static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no class " + name, e);
    }
  }

  private static String title(Class<?> type, Map<String, String> values) {
    Figure figure = type.getAnnotation(Figure.class);
    if (figure == null) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no @Figure");
    }
    String title = figure.value();
    for (Map.Entry<String, String> value : values.entrySet()) {
      title = title.replace("{" + value.getKey() + "}", value.getValue());
    }
    return title;
  }

  private static Optional<Double> target(Class<?> type, String name, Map<String, String> values) {
    for (Method method : type.getMethods()) {
      AtMost most = method.getAnnotation(AtMost.class);
      if (method.getName().equals(name)
          && most != null
          && (most.of().isEmpty() || holds(most.of(), values))) {
        return Optional.of(most.micros() * 1000);
      }
    }
    return Optional.empty();
  }

  private static boolean holds(String condition, Map<String, String> values) {
    int equals = condition.indexOf('=');
    return condition.substring(equals + 1).equals(values.get(condition.substring(0, equals)));
  }

  private Measured beside(List<Measured> run) {
    Optional<Double> time =
        method.equals(Figure.ORACLE)
            ? Optional.empty()
            : run.stream()
                .filter(
                    other ->
                        other.method.equals(Figure.ORACLE)
                            && other.benchmark.equals(benchmark)
                            && other.parameters.equals(parameters))
                .map(Measured::median)
                .findFirst();
    return new Measured(benchmark, method, parameters, title, least, median, target, time);
  }

  /** The method's name as words: {@code columnarUnchanged} is {@code columnar unchanged}. */
  public String label() {
    return method.replaceAll("(?<=\\p{Lower})(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
  }
}
