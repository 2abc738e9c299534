package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.Symbol;
import dev.baton.ownership.Ownership;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Runs the scans of a slot time side by side, and again for the symbols that failed (ADR 8). */
final class SlotScan {

  private final Timetable timetable;
  private final ScanCore core;
  private final SchedulerSettings settings;
  private final Ownership ownership;
  private final SlotClock clock;
  private final Outage outage;
  private final Repetition.PassRule rule;

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
   */
  Attempt start(SlotQueue.Due due, Instant startedAt) throws InterruptedException {
    return new Scans(due, startedAt).scan();
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

    private Scans(SlotQueue.Due due, Instant startedAt) {
      this.due = due;
      this.running =
          timetable.scans(settings.generation(), due.time(), due.categories()).stream()
              .map(planned -> new Running(planned, startedAt))
              .toList();
    }

    /**
     * Scans what has no result yet. While the broker answers at all, a symbol that fails is tried a few times, as far as
     * the time of its scan allows, and then recorded as failed.
     */
    Attempt scan() throws InterruptedException {
      running.forEach(Running::renewTime);
      for (int pass = 1; ; pass++) {
        scanOpenParts();
        if (running.stream().noneMatch(Running::hasErrors)) {
          return new Finished(this);
        }
        boolean last = rule.isLast(pass, running.stream().anyMatch(Running::isOpen));
        if (rule.probes(
            last, outage.reason().isPresent(), running.stream().anyMatch(Running::hasAnyAnswer))) {
          Optional<String> broken = probe();
          if (broken.isPresent()) {
            return new Waiting(broken.get(), this);
          }
          if (last) {
            return new Finished(this);
          }
        }
      }
    }

    Optional<String> probe() throws InterruptedException {
      return outage.probe(failing(), priority());
    }

    private Set<Symbol> failing() {
      return running.stream()
          .flatMap(part -> part.result.stream())
          .flatMap(result -> result.symbols().stream())
          .filter(symbol -> symbol.outcome().error())
          .map(SymbolResult::symbol)
          .collect(Collectors.toSet());
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

    private void scanOpenParts() throws InterruptedException {
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> parts = new ArrayList<>();
        for (Running part : running) {
          if (part.isOpen()) {
            parts.add(
                executor.submit(
                    () -> {
                      part.add(core.scan(part.request(due.time())));
                      return null;
                    }));
          }
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
          throw new IllegalStateException("a scan of " + due.time() + " broke off", e.getCause());
        }
      }
    }

    Publication publication(boolean late) {
      return new Publication(due.time(), late, running.stream().map(Running::completed).toList());
    }
  }

  private final class Running {

    private final PlannedScan scan;
    private final UUID id = UUID.randomUUID();
    private final Instant startedAt;
    private Optional<ScanResult> result = Optional.empty();
    private Instant finishedAt;
    private Duration left;

    Running(PlannedScan scan, Instant startedAt) {
      this.scan = scan;
      this.startedAt = startedAt;
      this.finishedAt = startedAt;
      this.left = scan.limit();
    }

    ScanRequest request(Instant slot) {
      return new ScanRequest(
          slot,
          result.map(RetriedScan::failed).orElseGet(this::all),
          left,
          result.isPresent(),
          ownership);
    }

    private Map<Category, List<Symbol>> all() {
      EnumMap<Category, List<Symbol>> all = new EnumMap<>(Category.class);
      scan.categories().forEach(category -> all.put(category, settings.symbols(category)));
      return all;
    }

    void add(ScanResult next) {
      result = Optional.of(result.map(before -> RetriedScan.merge(before, next)).orElse(next));
      finishedAt = clock.now();
      left = left.minus(next.duration());
    }

    /** An outage takes none of the scan's own time. */
    void renewTime() {
      left = scan.limit();
    }

    boolean isOpen() {
      return result.isEmpty() || hasErrors() && left.isPositive();
    }

    boolean hasErrors() {
      return result.orElseThrow().symbols().stream().anyMatch(symbol -> symbol.outcome().error());
    }

    boolean hasAnyAnswer() {
      return result.orElseThrow().symbols().stream().anyMatch(symbol -> !symbol.outcome().error());
    }

    Publication.CompletedScan completed() {
      return new Publication.CompletedScan(
          id, scan.name(), startedAt, finishedAt, result.orElseThrow());
    }
  }
}
