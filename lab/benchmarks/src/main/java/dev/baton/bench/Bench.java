package dev.baton.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./baton bench}: runs the benchmarks of this package by JMH and holds them against their targets. */
@Command(
    name = "./baton bench",
    mixinStandardHelpOptions = true,
    version = "baton 0.1.0",
    sortOptions = false,
    headerHeading = "",
    header = "Measure the analysis core, by JMH, beside the ta4j engine and against the targets.",
    description = {
      "",
      "A time is the median of many short iterations, a ratio one of the same run. The least of them stands beside it: where",
      "it is much shorter, the machine was busy with something else, too.",
      "Exit code 1 if a target is missed.",
      ""
    },
    footer = {"", "Examples:", "  ./baton bench", "  ./baton bench --quick --only FreshWindow"})
public final class Bench implements Callable<Integer> {

  /** How long to measure. */
  enum Effort {
    /** Every method once, in this process: whether it works, not how fast it is. */
    ONCE,
    /** A look. */
    QUICK,
    FULL
  }

  /** A median that many times the least says that the machine did something else, too. */
  private static final double BUSY = 1.5;

  @Option(
      names = "--quick",
      description = "One fork and few iterations: a look, about half a minute instead of three.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description =
          "Only the benchmarks whose name has this part, like FreshWindow; case does not count.")
  private Optional<String> only = Optional.empty();

  @Option(names = "--report", paramLabel = "FILE", description = "Write what was measured as JSON.")
  private Optional<Path> report = Optional.empty();

  @Spec private CommandSpec spec;

  /** Runs the command; exit code 0 if all targets are met, 1 if not, 2 for an option that cannot be used. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Bench());
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(
        (failure, _) -> {
          failure
              .getCommandLine()
              .getErr()
              .println("baton: " + failure.getMessage() + "; see ./baton bench --help");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          command.getErr().println("baton: " + failure.getMessage());
          return 1;
        });
    return line;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<String> classes = classes();
    if (report.isPresent() && !BenchReport.writable(report.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "--report "
              + report.get()
              + " cannot be written: it has to be a file of a folder that is there");
    }
    List<Measured> run =
        run(classes, quick ? Effort.QUICK : Effort.FULL, spec.commandLine().getErr());
    out.println();
    BenchTable.lines(run).forEach(out::println);
    out.println();
    out.printf(
        "JDK %s, %d processors; median of many short iterations, ratios of this run%s%s%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        run.stream().anyMatch(one -> one.median() > BUSY * one.least())
            ? "; the machine was busy: see the least times"
            : "",
        quick ? "; quick: few iterations, for a look and not for a record" : "");
    out.flush();
    if (report.isPresent()) {
      BenchReport.write(report.get(), BenchReport.of(run, quick));
    }
    return run.stream().anyMatch(Measured::missed) ? 1 : 0;
  }

  /** The benchmark classes that are wanted. */
  private List<String> classes() {
    List<String> all = allClasses();
    if (only.isEmpty()) {
      return all;
    }
    String part = only.get().toLowerCase(Locale.ROOT);
    List<String> wanted =
        all.stream().filter(name -> simple(name).toLowerCase(Locale.ROOT).contains(part)).toList();
    if (wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no benchmark is named '%s'; there are %s"
              .formatted(only.get(), String.join(", ", all.stream().map(Bench::simple).toList())));
    }
    return wanted;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Every class that JMH found benchmarks in when this module was built. */
  static List<String> allClasses() {
    TreeSet<String> names = new TreeSet<>();
    for (BenchmarkListEntry entry : entries()) {
      names.add(entry.getUserClassQName());
    }
    return List.copyOf(names);
  }

  private static Iterable<BenchmarkListEntry> entries() {
    return BenchmarkList.defaultList()
        .getAll(new BenchProgress(new PrintWriter(System.err), 0), Collections.emptyList());
  }

  private static int count(List<String> classes) {
    int count = 0;
    for (BenchmarkListEntry entry : entries()) {
      if (classes.contains(entry.getUserClassQName())) {
        count +=
            entry.getParams().orElse(Collections.emptyMap()).values().stream()
                .mapToInt(values -> values.length)
                .reduce(1, Math::multiplyExact);
      }
    }
    return count;
  }

  /**
   * Measures all methods of these classes.
   *
   * @throws RunnerException if one of them throws, or another JMH runs
   */
  static List<Measured> run(List<String> classes, Effort effort, PrintWriter progress)
      throws RunnerException {
    BenchProgress format = new BenchProgress(progress, count(classes));
    List<RunResult> results = new ArrayList<>();
    try {
      for (String name : classes) {
        results.addAll(new Runner(options(name, effort).build(), format).run());
      }
    } catch (RunnerException e) {
      progress.print(format.said());
      progress.flush();
      throw e;
    }
    return Measured.of(results);
  }

  private static ChainedOptionsBuilder options(String name, Effort effort) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "\\.")
            .shouldFailOnError(true)
            // Else the forks would inherit how the launcher itself runs.
            .jvmArgs("-Xms512m", "-Xmx512m", "--sun-misc-unsafe-memory-access=allow");
    return switch (effort) {
      case ONCE ->
          options.forks(0).mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1);
      case QUICK -> hasItsOwn(name) ? options.forks(1) : timed(options, 1, 30);
      case FULL -> hasItsOwn(name) ? options.forks(1) : timed(options, 2, 60);
    };
  }

  /** A benchmark of seconds an operation says itself how often it is worth running. */
  private static boolean hasItsOwn(String name) {
    return Measured.type(name).isAnnotationPresent(Measurement.class);
  }

  private static ChainedOptionsBuilder timed(
      ChainedOptionsBuilder options, int forks, int iterations) {
    return options
        .forks(forks)
        .warmupIterations(10)
        .warmupTime(TimeValue.milliseconds(150))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.milliseconds(30));
  }
}
