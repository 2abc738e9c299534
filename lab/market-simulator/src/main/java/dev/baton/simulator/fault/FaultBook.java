package dev.baton.simulator.fault;

import static java.util.Objects.requireNonNull;

import dev.baton.simulator.calls.CallLog.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The faults that are on, in the order in which they were switched on. Thread-safe. */
public final class FaultBook {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Consumer<String> log;
  private long lastId;

  /**
   * @param log takes one line for each switch
   */
  public FaultBook(Consumer<String> log) {
    this.log = requireNonNull(log, "log is null");
  }

  /**
   * A fault with its id and how often it hit.
   *
   * @param over whether it has hit as often as it was to
   */
  public record Status(long id, Fault fault, long hits, boolean over) {}

  /** Switches a fault on. */
  public synchronized Status add(Fault fault) {
    Entry entry = new Entry(++lastId, fault);
    entries.add(entry);
    log.accept(
        "fault %d on: %s for %s"
            .formatted(entry.id, fault.kind().label(), fault.client().orElse("all clients")));
    return entry.status();
  }

  /** Switches it off; whether it was there. */
  public boolean remove(long id) {
    boolean removed = entries.removeIf(entry -> entry.id == id);
    if (removed) {
      log.accept("fault " + id + " off");
    }
    return removed;
  }

  /** Switches all off. */
  public void clear() {
    if (!entries.isEmpty()) {
      entries.clear();
      log.accept("all faults off");
    }
  }

  /** All, those that are over included. */
  public List<Status> list() {
    return entries.stream().map(Entry::status).toList();
  }

  /** The first fault of that stage that hits the call. */
  public Optional<Fault> first(FaultKind.Stage stage, Facts call, Instant now) {
    for (Entry entry : entries) {
      if (entry.fault.kind().stage() == stage && entry.fault.matches(call, now) && entry.hit()) {
        return Optional.of(entry.fault);
      }
    }
    return Optional.empty();
  }

  /** All faults of that stage that hit the call and have something to do in its answer. */
  public List<Fault> all(
      FaultKind.Stage stage, Facts call, Instant now, Predicate<Fault> concerned) {
    List<Fault> hits = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.fault.kind().stage() == stage
          && entry.fault.matches(call, now)
          && concerned.test(entry.fault)
          && entry.hit()) {
        hits.add(entry.fault);
      }
    }
    return hits;
  }

  private static final class Entry {
    private final long id;
    private final Fault fault;
    private final SplittableRandom random;
    private long hits;

    Entry(long id, Fault fault) {
      this.id = id;
      this.fault = fault;
      this.random = new SplittableRandom(fault.seed());
    }

    synchronized boolean hit() {
      if (over() || fault.probability() < 1 && random.nextDouble() >= fault.probability()) {
        return false;
      }
      hits++;
      return true;
    }

    synchronized Status status() {
      return new Status(id, fault, hits, over());
    }

    private boolean over() {
      return fault.times().filter(times -> hits >= times).isPresent();
    }
  }
}
