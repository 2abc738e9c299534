package dev.baton.simulator.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.baton.simulator.calls.CallLog.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The faults that are on, in the order they were switched on. Thread-safe. */
public final class FaultBook {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Consumer<String> log;
  private long lastId;

  /**
   * @param log takes one line when a fault is switched on or off
   */
  public FaultBook(Consumer<String> log) {
    this.log = requireNonNull(log, "log is null");
  }

  /**
   * A fault with its id and how often it hit.
   *
   * @param over whether it has hit as often as it should
   */
  public record Status(long id, @JsonUnwrapped Fault fault, long hits, boolean over) {}

  public synchronized Status add(Fault fault) {
    Entry entry = new Entry(++lastId, fault);
    entries.add(entry);
    log.accept(
        "fault %s on: %s for %s"
            .formatted(entry.id, fault.kind().label(), fault.client().orElse("all clients")));
    return entry.status();
  }

  /** Switches a fault off; returns whether it was there. */
  public boolean remove(long id) {
    boolean removed = entries.removeIf(entry -> entry.id == id);
    if (removed) {
      log.accept("fault " + id + " off");
    }
    return removed;
  }

  public void clear() {
    if (!entries.isEmpty()) {
      entries.clear();
      log.accept("all faults off");
    }
  }

  /** All faults, including those that are over. */
  public List<Status> list() {
    return entries.stream().map(Entry::status).toList();
  }

  /** The first fault of such a kind that hits the call. */
  public Optional<Fault> first(Predicate<FaultKind> kind, Facts call, Instant now) {
    return hits(kind, call, now, _ -> true).findFirst();
  }

  /** All faults of such a kind that hit the call and change its answer. */
  public List<Fault> all(
      Predicate<FaultKind> kind, Facts call, Instant now, Predicate<Fault> concerns) {
    return hits(kind, call, now, concerns).toList();
  }

  /** Lazy: a fault after the last one that is asked for counts no hit. */
  private Stream<Fault> hits(
      Predicate<FaultKind> kind, Facts call, Instant now, Predicate<Fault> concerns) {
    return entries.stream()
        .filter(entry -> kind.test(entry.fault.kind()))
        .filter(entry -> entry.fault.matches(call, now))
        .filter(entry -> concerns.test(entry.fault) && entry.hit())
        .map(entry -> entry.fault);
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
