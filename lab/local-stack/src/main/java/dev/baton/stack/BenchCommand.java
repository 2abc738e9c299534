package dev.baton.stack;

import dev.baton.stack.up.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Puts {@code ./baton bench} into the list of commands. The script runs it on the class path of {@code lab/benchmarks}, never
 * here: JMH is not part of the launcher.
 */
@Command(
    name = "bench",
    headerHeading = "",
    header = "Measure the analysis core, by JMH, beside the ta4j engine and against the targets.")
final class BenchCommand implements Callable<Integer> {

  @Unmatched private String[] options;

  @Override
  public Integer call() {
    throw new UsageException("bench is run by the script, as ./baton bench");
  }
}
