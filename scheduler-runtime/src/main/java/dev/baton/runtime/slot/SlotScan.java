package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
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
public final class SlotScan {

  private final Timetable timetable;
  private final ScanCore core;
  private final SchedulerSettings settings;
  private final SlotClock clock;
  private final Outage outage;
  private final int attempts;

  /**
   * @param attempts how often a symbol that fails is tried at most while the broker answers others, 1 or more
   */
  public SlotScan(
      Timetable timetable,
      ScanCore core,
      SchedulerSettings settings,
      SlotClock clock,
      Outage outage,
      int attempts) {
    this.timetable = timetable;
    this.core = core;
    this.settings = settings;
    this.clock = clock;
    this.outage = outage;
    this.attempts = attempts;
  }

  /** Begins the slots; nothing is scanned yet. */
  public Progress begin(SlotQueue.Due due) {
    return new Progress(due);
  }

  /** One slot time's scans, between attempts. */
  public final class Progress {

    private final SlotQueue.Due due;
    private final List<Running> running = new ArrayList<>();
    private int passes;
    private boolean waited;

    private Progress(SlotQueue.Due due) {
      this.due = due;
      for (PlannedScan scan :
          timetable.scans(settings.generation(), due.time(), due.categories())) {
        running.add(new Running(scan, UUID.randomUUID(), clock.now()));
      }
    }

    /**
     * Scans what has no result yet. While the broker answers at all, a symbol that fails is tried a few times, as far as
     * the time of its scan allows, and then recorded as failed. After an outage nothing is scanned until a probe works.
     *
     * @return why the slots must wait, or empty if they are finished
     */
    public Optional<String> attempt() throws InterruptedException {
      if (waited) {
        Optional<String> still = outage.probe(failing());
        if (still.isPresent()) {
          return still;
        }
        waited = false;
      }
      while (true) {
        scanOpenParts();
        passes++;
        if (running.stream().noneMatch(Running::hasErrors)) {
          return Optional.empty();
        }
        boolean last = passes >= attempts || running.stream().noneMatch(Running::isOpen);
        if (last
            || outage.reason().isPresent()
            || running.stream().noneMatch(Running::hasAnyAnswer)) {
          Optional<String> broken = outage.probe(failing());
          if (broken.isPresent()) {
            waited = true;
            passes = 0;
            running.forEach(Running::renewTime);
            return broken;
          }
          if (last) {
            return Optional.empty();
          }
        }
      }
    }

    private Set<Symbol> failing() {
      return running.stream()
          .flatMap(part -> part.result.stream())
          .flatMap(result -> result.symbols().stream())
          .filter(symbol -> symbol.outcome().error())
          .map(SymbolResult::symbol)
          .collect(Collectors.toSet());
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

    /** Everything found; call it when {@link #attempt} has finished. */
    public Publication publication(boolean late) {
      return new Publication(due.time(), late, running.stream().map(Running::completed).toList());
    }
  }

  private final class Running {

    private final PlannedScan scan;
    private final UUID id;
    private final Instant startedAt;
    private Optional<ScanResult> result = Optional.empty();
    private Instant finishedAt;
    private Duration left;

    Running(PlannedScan scan, UUID id, Instant startedAt) {
      this.scan = scan;
      this.id = id;
      this.startedAt = startedAt;
      this.finishedAt = startedAt;
      this.left = scan.limit();
    }

    ScanRequest request(Instant slot) {
      return result
          .map(before -> ScanRequest.repetition(slot, RetriedScan.failed(before), left))
          .orElseGet(() -> new ScanRequest(slot, all(), left));
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

    /** An outage is none of the scan's own time. */
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
