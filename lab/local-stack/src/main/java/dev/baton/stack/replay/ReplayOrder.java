package dev.baton.stack.replay;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.run.ReplayRange;
import dev.baton.stack.up.OutputFile;
import dev.baton.stack.up.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of {@code ./baton replay}, checked as far as possible without reading a candle.
 *
 * @param candles folder of recorded candles
 * @param report file for the report
 * @param signals file for the signals
 * @param golden reference signals
 * @param faults faults for one side
 * @param judge places for each kind of fault, if the explainer is to be judged
 * @param seed chooses the places that the faults leave open
 * @param threads symbols at a time, 1 or more
 */
record ReplayOrder(
    Path candles,
    ReplayRange range,
    Optional<Path> report,
    Optional<Path> signals,
    Optional<Path> golden,
    List<FaultOrder> faults,
    Optional<Integer> judge,
    long seed,
    int threads) {

  /** The options as typed; empty where absent. */
  record Typed(
      Path candles,
      String from,
      String to,
      Optional<String> categories,
      Optional<Path> report,
      Optional<Path> signals,
      Optional<Path> golden,
      Optional<String> inject,
      Optional<Integer> judge,
      long seed,
      int threads) {}

  static final int MOST_THREADS = 64;
  static final int MOST_PLACES = 1000;

  ReplayOrder {
    requireNonNull(candles, "candles is null");
    requireNonNull(range, "range is null");
    requireNonNull(report, "report is null");
    requireNonNull(signals, "signals is null");
    requireNonNull(golden, "golden is null");
    requireNonNull(judge, "judge is null");
    faults = List.copyOf(faults);
  }

  /**
   * Checks the options.
   *
   * @throws UsageException if one cannot be used
   */
  static ReplayOrder of(Typed typed) {
    if (!Files.isDirectory(typed.candles())) {
      throw new UsageException("--candles: there is no folder " + typed.candles());
    }
    Set<Category> categories =
        typed.categories().map(ReplayOrder::categories).orElse(EnumSet.allOf(Category.class));
    ReplayRange range = range(date("--from", typed.from()), date("--to", typed.to()), categories);
    if (typed.threads() < 1 || typed.threads() > MOST_THREADS) {
      throw new UsageException(
          "--threads: %d is not 1 to %d".formatted(typed.threads(), MOST_THREADS));
    }
    typed
        .judge()
        .filter(places -> places < 1 || places > MOST_PLACES)
        .ifPresent(
            places -> {
              throw new UsageException("--judge: %d is not 1 to %d".formatted(places, MOST_PLACES));
            });
    typed.golden().ifPresent(ReplayOrder::checkThere);
    return new ReplayOrder(
        typed.candles(),
        range,
        typed.report().map(file -> OutputFile.checked("--report", file)),
        typed.signals().map(file -> OutputFile.checked("--signals", file)),
        typed.golden(),
        typed.inject().map(text -> faults(text, range)).orElse(List.of()),
        typed.judge(),
        typed.seed(),
        typed.threads());
  }

  private static ReplayRange range(LocalDate from, LocalDate to, Set<Category> categories) {
    if (from.isAfter(to)) {
      throw new UsageException("--from: %s is after --to %s".formatted(from, to));
    }
    return new ReplayRange(from, to, categories);
  }

  private static LocalDate date(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("%s: '%s' is no date such as 2026-06-10".formatted(option, text));
    }
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
