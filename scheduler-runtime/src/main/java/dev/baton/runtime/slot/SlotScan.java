package dev.baton.runtime.slot;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Ownership;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.slot.PlannedScan;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the scans of a slot time side by side, and again for the symbols that failed. Symbols that failed in the slot before are
 * scanned once, after all others (ADR 33). Used by one thread.
 */
final class SlotScan {

  private final Timetable timetable;
  private final ScanCore core;
  private final SchedulerSettings settings;
  private final Ownership ownership;
  private final SlotClock clock;
  private final Outage outage;
  private final Repetition.PassRule rule;
  private final Map<Category, Set<Symbol>> failedInLastSlot = new EnumMap<>(Category.class);

  /**
   * @param attempts most scans of a symbol that fails while the broker answers for others, 1 or more
   */
  SlotScan(
      Timetable timetable,
      ScanCore core,
      SchedulerSettings settings,
      Ownership ownership,
      SlotClock clock,
      Outage outage,
      int attempts) {
    this.timetable = timetable;
    this.core = core;
    this.settings = settings;
    this.ownership = ownership;
    this.clock = clock;
    this.outage = outage;
    this.rule = new Repetition.PassRule(attempts);
  }

  /**
   * Scans the slots until every symbol has a result, or the broker cannot be used.
   *
   * @param startedAt when the slots began; market time
   * @param awaited bars that earlier slots awaited
   */
  Attempt start(SlotQueue.Due due, Instant startedAt, AwaitedBars awaited)
      throws InterruptedException {
    return new Scans(due, startedAt, awaited).scan();
  }

  /** How an attempt ended. */
  sealed interface Attempt {}

  /**
   * The broker cannot be used: the slots wait.
   *
   * @param reason why, for the operator
   */
  record Waiting(String reason, Scans scans) implements Attempt {

    /** Scans what has no result yet, if a probe shows that the outage is over. */
    Attempt again() throws InterruptedException {
      Optional<String> still = scans.probe();
      return still.isPresent() ? new Waiting(still.get(), scans) : scans.scan();
    }
  }

  /** Every symbol has a result. */
  record Finished(Scans scans) implements Attempt {

    /** Everything found. */
    Publication publication(boolean late) {
      return scans.publication(late);
    }
  }

  /** The scans of one slot time. */
  final class Scans {

    private final SlotQueue.Due due;
    private final List<Running> running;

    private Scans(SlotQueue.Due due, Instant startedAt, AwaitedBars awaited) {
      this.due = due;
      this.running =
          timetable.scans(settings.generation(), due.time(), due.categories()).stream()
              .map(planned -> new Running(planned, due, startedAt, awaited))
              .toList();
    }

    /**
     * Scans what has no result yet. While the broker answers at all, a symbol that fails is tried a few times, as far as
     * the time of its scan allows, and then recorded as failed.
     */
    Attempt scan() throws InterruptedException {
      running.forEach(Running::renewTime);
      for (int pass = 1; ; pass++) {
        int number = pass;
        List<Running> open = running.stream().filter(part -> part.isOpen(number)).toList();
        sideBySide(open, part -> part.scan(number));
        if (running.stream().noneMatch(Running::hasErrors)) {
          return scanWhatFailedBefore();
        }
        boolean last =
            rule.isLast(pass, running.stream().anyMatch(part -> part.isOpen(number + 1)));
        if (rule.probes(last, outage.reason().isPresent(), eachAnswered())) {
          Optional<String> broken = probe();
          if (broken.isPresent()) {
            return new Waiting(broken.get(), this);
          }
          if (last) {
            return scanWhatFailedBefore();
          }
        }
      }
    }

    /** If others were answered for the same timeframe, and nothing hints at an outage, these failures are their own. */
    private Attempt scanWhatFailedBefore() throws InterruptedException {
      List<Running> open = running.stream().filter(Running::hasFailedBefore).toList();
      sideBySide(open, Running::scanWhatFailedBefore);
      boolean failed = open.stream().anyMatch(Running::hasFailedBefore);
      if (failed && (outage.reason().isPresent() || !eachAnswered())) {
        Optional<String> broken = probe();
        if (broken.isPresent()) {
          return new Waiting(broken.get(), this);
        }
      }
      due.categories().forEach(category -> failedInLastSlot.put(category, failing(category)));
      return new Finished(this);
    }

    Optional<String> probe() throws InterruptedException {
      Set<Symbol> failing = new HashSet<>();
      due.categories().forEach(category -> failing.addAll(failing(category)));
      return outage.probe(failing, timeframes(result -> result.outcome().error()), priority());
    }

    /** The timeframes of the candles behind such results. */
    private Set<Timeframe> timeframes(Predicate<SymbolResult> which) {
      return results()
          .filter(which)
          .map(result -> result.category().signalTimeframe())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Timeframe.class)));
    }

    private Set<Symbol> failing(Category category) {
      return results()
          .filter(result -> result.category() == category && result.outcome().error())
          .map(SymbolResult::symbol)
          .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether another symbol was answered for each timeframe of which one failed. */
    private boolean eachAnswered() {
      return timeframes(result -> !result.outcome().error())
          .containsAll(timeframes(result -> result.outcome().error()));
    }

    private Stream<SymbolResult> results() {
      return running.stream()
          .flatMap(part -> part.result().stream())
          .flatMap(result -> result.symbols().stream());
    }

    /** The highest priority of what is scanned: a probe goes as soon as the scan that waits for it. */
    private Priority priority() {
      return due.categories().stream()
          .flatMap(
              category ->
                  settings.symbols(category).stream()
                      .map(symbol -> ownership.mode(category, symbol, due.time()).priority()))
          .min(Comparator.naturalOrder())
          .orElse(Priority.SHADOW);
    }

    private interface Step {
      void run(Running part) throws InterruptedException;
    }

    private void sideBySide(List<Running> open, Step step) throws InterruptedException {
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> parts = new ArrayList<>();
        for (Running part : open) {
          parts.add(
              executor.submit(
                  () -> {
                    step.run(part);
                    return null;
                  }));
        }
        try {
          for (Future<?> part : parts) {
            part.get();
          }
        } catch (InterruptedException e) {
          executor.shutdownNow();
          throw e;
        } catch (ExecutionException e) {
          executor.shutdownNow();
          if (e.getCause() instanceof UnknownCalendarException unknown) {
            throw unknown;
          }
          throw new IllegalStateException("a scan of " + due.time() + " broke off", e.getCause());
        }
      }
    }

    Publication publication(boolean late) {
      return new Publication(due.time(), late, running.stream().map(Running::completed).toList());
    }
  }

  /** One scan of the slot time. */
  private final class Running {

    private final PlannedScan scan;
    private final SlotQueue.Due due;
    private final UUID id = UUID.randomUUID();
    private final Instant startedAt;
    private final AwaitedBars awaited;
    private final Part usual;
    private final Part failedBefore;
    private Instant finishedAt;
    private Duration left;
    private boolean behind;

    Running(PlannedScan scan, SlotQueue.Due due, Instant startedAt, AwaitedBars awaited) {
      this.scan = scan;
      this.due = due;
      this.startedAt = startedAt;
      this.awaited = awaited;
      this.finishedAt = startedAt;
      this.left = scan.limit();
      this.usual = new Part(symbols(false));
      this.failedBefore = new Part(symbols(true));
    }

    /** The symbols that failed in the slot before, or the others. */
    private Map<Category, List<Symbol>> symbols(boolean failed) {
      EnumMap<Category, List<Symbol>> symbols = new EnumMap<>(Category.class);
      for (Category category : scan.categories()) {
        Set<Symbol> before = failedInLastSlot.getOrDefault(category, Set.of());
        List<Symbol> of =
            settings.symbols(category).stream()
                .filter(symbol -> before.contains(symbol) == failed)
                .toList();
        if (!of.isEmpty()) {
          symbols.put(category, of);
        }
      }
      return symbols;
    }

    /** Scans the symbols that did not fail in the slot before and have no result, or have failed. */
    void scan(int pass) throws InterruptedException {
      usual.scan(time(pass));
    }

    private Duration time(int pass) {
      return rule.timeOfPass(pass, left, behind, untilFollowing());
    }

    private Duration untilFollowing() {
      return Duration.between(clock.now(), due.following());
    }

    /** Scans the others once, until the following slot. */
    void scanWhatFailedBefore() throws InterruptedException {
      failedBefore.scan(rule.timeOfFailedBefore(left, untilFollowing()));
    }

    /** An outage takes none of the scan's own time. */
    void renewTime() {
      left = scan.limit();
      behind = rule.isBehind(untilFollowing());
    }

    /** Whether there is something to do in that pass, and time for it. */
    boolean isOpen(int pass) {
      return usual.isOpen() && (!usual.hasErrors() || time(pass).isPositive());
    }

    boolean hasErrors() {
      return usual.hasErrors();
    }

    boolean hasFailedBefore() {
      return failedBefore.isOpen();
    }

    /** Everything found so far; empty before the first scan. */
    Optional<ScanResult> result() {
      return Stream.of(usual.result, failedBefore.result)
          .flatMap(Optional::stream)
          .reduce(RetriedScan::join);
    }

    Publication.CompletedScan completed() {
      return new Publication.CompletedScan(
          id, scan.name(), startedAt, finishedAt, result().orElseThrow());
    }

    /** Symbols of the scan, and what was found of them in all tries. */
    private final class Part {

      private final Map<Category, List<Symbol>> symbols;
      private Optional<ScanResult> result = Optional.empty();

      Part(Map<Category, List<Symbol>> symbols) {
        this.symbols = symbols;
      }

      /** Scans the symbols without a result and those that failed. */
      void scan(Duration limit) throws InterruptedException {
        ScanResult next =
            core.scan(
                new ScanRequest(
                    due.time(),
                    result.map(RetriedScan::failed).orElse(symbols),
                    limit,
                    result.isPresent(),
                    ownership,
                    awaited));
        finishedAt = clock.now();
        left = left.minus(next.duration());
        result = Optional.of(result.map(before -> RetriedScan.merge(before, next)).orElse(next));
      }

      /** Whether a symbol has no result or has failed. */
      boolean isOpen() {
        return !symbols.isEmpty() && (result.isEmpty() || hasErrors());
      }

      boolean hasErrors() {
        return result.stream()
            .flatMap(found -> found.symbols().stream())
            .anyMatch(symbol -> symbol.outcome().error());
      }
    }
  }
}
