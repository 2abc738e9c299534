package dev.baton.stack.replay;

import dev.baton.category.Category;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.run.ReplayRange;
import dev.baton.stack.up.OptionChecks;
import dev.baton.stack.up.ServiceSettings;
import dev.baton.stack.up.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of {@code ./baton replay}, checked as far as possible without reading a candle.
 *
 * @param settings of the services, which the replay takes, too
 * @param golden reference signals
 * @param judge places for each kind of fault, if the explainer is to be judged
 * @param seed chooses the places that the faults leave open
 * @param threads symbols at a time, 1 or more
 */
record ReplayOrder(
    Path candles,
    ReplayRange range,
    ServiceSettings settings,
    Optional<Path> report,
    Optional<Path> signals,
    Optional<Path> golden,
    List<FaultOrder> faults,
    Optional<Integer> judge,
    long seed,
    int threads) {

  private static final int MOST_THREADS = 64;
  private static final int MOST_PLACES = 1000;

  /**
   * Checks the options.
   *
   * @throws UsageException if one cannot be used
   */
  static ReplayOrder of(ReplayCommand typed, Map<String, String> environment) {
    ServiceSettings settings = ServiceSettings.of(environment);
    OptionChecks.folder("--candles", typed.candles);
    Set<Category> categories =
        typed.categories.map(ReplayOrder::categories).orElse(EnumSet.allOf(Category.class));
    LocalDate from = OptionChecks.date("--from", typed.from);
    LocalDate to = OptionChecks.date("--to", typed.to);
    if (from.isAfter(to)) {
      throw new UsageException("--from: %s is after --to %s".formatted(from, to));
    }
    ReplayRange range = new ReplayRange(from, to, categories, settings.universe());
    int processors = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    int threads = typed.threads.map(n -> upTo(MOST_THREADS, "--threads", n)).orElse(processors);
    Optional<Integer> judge = typed.judge.map(n -> upTo(MOST_PLACES, "--judge", n));
    typed.golden.ifPresent(ReplayOrder::checkThere);
    return new ReplayOrder(
        typed.candles,
        range,
        settings,
        typed.report.map(file -> OptionChecks.outputFile("--report", file)),
        typed.signals.map(file -> OptionChecks.outputFile("--signals", file)),
        typed.golden,
        typed.inject.map(text -> faults(text, range)).orElse(List.of()),
        judge,
        typed.seed,
        threads);
  }

  /** Whether one symbol after another will do: faults, the judge and reference signals need the records of all. */
  boolean bySymbol() {
    return golden.isEmpty() && faults.isEmpty() && judge.isEmpty();
  }

  private static int upTo(int most, String option, int number) {
    if (number < 1 || number > most) {
      throw new UsageException("%s: %s is not 1 to %s".formatted(option, number, most));
    }
    return number;
  }

  private static Set<Category> categories(String text) {
    try {
      return Category.ofLabels(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--categories: " + e.getMessage());
    }
  }

  private static List<FaultOrder> faults(String text, ReplayRange range) {
    try {
      return FaultOrder.parse(text, range.symbols());
    } catch (ReplayException e) {
      throw new UsageException("--inject: " + e.getMessage());
    }
  }

  private static void checkThere(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException("--golden: there is no file " + file);
    }
  }
}
