package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.runtime.clock.Interruption;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Works off the slots in order, each once: waits for the oldest undone slot's time, scans, publishes, goes on. A slot is
 * done when its publication is stored, so a crash at any point repeats the slot and a repeated publication adds nothing.
 * During an outage of the broker or the database the slot waits. A slot that was missed is made up; it is marked late, as is
 * one that waited.
 *
 * <p>One thread runs it. It holds a simulated market's clock while a slot is undone, an outage only for a while.
 */
public final class SlotRunner {

  private static final Logger LOG = Logger.getLogger(SlotRunner.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  /** How far market time may go on between two attempts of a slot in an outage that no longer holds the clock. */
  private static final Duration OUTAGE_STEP = Duration.ofMinutes(1);

  /** The runner's settings, as in {@code BatonConfig}. */
  public record Settings(
      Duration fetchLag, Duration lateAfter, Duration outageHold, Optional<Instant> since) {}

  private final Timetable timetable;
  private final Generation generation;
  private final SlotClock clock;
  private final SlotStore store;
  private final SlotScan scan;
  private final Settings settings;
  private final BackOff backOff;
  private final SlotStatus status;
  private Optional<String> toldUnknown = Optional.empty();

  public SlotRunner(
      Timetable timetable,
      Generation generation,
      SlotClock clock,
      SlotStore store,
      SlotScan scan,
      Settings settings,
      BackOff backOff,
      SlotStatus status) {
    this.timetable = timetable;
    this.generation = generation;
    this.clock = clock;
    this.store = store;
    this.scan = scan;
    this.settings = settings;
    this.backOff = backOff;
    this.status = status;
  }

  /** Waits between attempts in real time, longer each time; injected so that tests need not wait. */
  public interface BackOff {

    /** Waits before attempt number {@code attempt}, 2 or more. */
    void pause(int attempt) throws InterruptedException;

    /** Seconds 1, 2, 4, 5, 5, ...: an attempt in an outage costs one probe, and its end should soon be seen. */
    static BackOff doubling() {
      return attempt -> {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(attempt - 2, 0, 3));
        Thread.sleep(pause.compareTo(LONGEST_BACK_OFF) < 0 ? pause : LONGEST_BACK_OFF);
      };
    }
  }

  /**
   * Works until interrupted.
   *
   * @throws InterruptedException when the thread is interrupted; the slot in work stays undone
   */
  public void run() throws InterruptedException {
    SlotQueue queue = patiently("read the slots", _ -> open());
    while (true) {
      work(queue);
    }
  }

  /** Works off slots whose time has come and waits at most a few seconds for the next; for tests, one round of {@link #run}. */
  void work(SlotQueue queue) throws InterruptedException {
    Optional<SlotQueue.Due> next = queue.peek();
    tell(queue.unknown());
    if (next.isEmpty()) {
      clock.awaitUntil(clock.now().plus(PATIENCE));
      return;
    }
    SlotQueue.Due due = next.get();
    Instant wakeAt = due.time().plus(settings.fetchLag());
    status.waitingFor(due);
    if (clock.awaitWake(new SlotPlan(due.time(), wakeAt, due.following()), PATIENCE)) {
      finish(due, wakeAt);
      queue.done(due);
    }
  }

  /** The slots behind what the calendar does not know wait until its overrides are reloaded; each reason is told once. */
  private void tell(Optional<String> unknown) {
    if (!unknown.equals(toldUnknown)) {
      unknown.ifPresent(
          reason -> LOG.warnf("calendar=unknown reason=\"%s\"; slots behind it wait", reason));
      toldUnknown = unknown;
    }
  }

  SlotQueue open() {
    Instant now = settings.since().orElseGet(clock::now);
    Map<Category, Instant> since = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      since.put(category, store.scheduleStart(category, now));
    }
    return new SlotQueue(timetable.since(Map.of(generation, since)), generation, store.lastDone());
  }

  private void finish(SlotQueue.Due due, Instant wakeAt) throws InterruptedException {
    Instant startedAt = clock.now();
    SlotScan.Progress progress = scan.begin(due);
    status.working(due);
    long outageBegan = 0;
    boolean late;
    for (int attempt = 1; ; attempt++) {
      boolean lateNow = late(wakeAt);
      patiently(
          "mark the slot as running",
          _ -> {
            store.begin(due.time(), due.categories(), startedAt, lateNow);
            return null;
          });
      late = late(wakeAt);
      Optional<String> outage = progress.attempt();
      if (outage.isEmpty()) {
        break;
      }
      outageBegan = outageBegan == 0 ? System.nanoTime() : outageBegan;
      status.outage(outage.get());
      backOff.pause(attempt + 1);
      letTimePass(due, outageBegan);
    }
    if (outageBegan != 0) {
      // However far the market went meanwhile: it goes no further before this is published.
      clock.working(due.time(), due.following());
    }
    status.working(due);
    boolean begunLate = late;
    status.finished(
        patiently(
            "publish",
            attempt -> {
              Publication publication =
                  progress.publication(begunLate || attempt > 1 && late(wakeAt));
              store.publish(publication);
              return publication;
            }));
  }

  /** A slot that waited is late, too: what it finds is as old as that of a slot begun late. */
  private boolean late(Instant wakeAt) {
    return clock.now().isAfter(wakeAt.plus(settings.lateAfter()));
  }

  /** A short outage holds a simulated market's clock; a long one lets it go on, as real time would. */
  private void letTimePass(SlotQueue.Due due, long outageBegan) throws InterruptedException {
    if (System.nanoTime() - outageBegan > settings.outageHold().toNanos()) {
      clock.awaitWake(
          new SlotPlan(due.time(), clock.now().plus(OUTAGE_STEP), Instant.MAX), Duration.ZERO);
    }
  }

  private interface StoreCall<T> {
    T call(int attempt);
  }

  /**
   * The database may be away for a while: nothing is given up, the call is repeated until it is back. Each reason is told
   * once, so that what fails for another one than an outage is seen.
   */
  private <T> T patiently(String what, StoreCall<T> call) throws InterruptedException {
    Set<String> told = new HashSet<>();
    for (int attempt = 1; ; attempt++) {
      try {
        T result = call.call(attempt);
        if (attempt > 1) {
          LOG.infof("database=working action=\"%s\" attempts=%d", what, attempt);
        }
        status.storeReachable();
        return result;
      } catch (RuntimeException e) {
        if (Interruption.restored(e)) {
          throw new InterruptedException(what + " was interrupted");
        }
        String reason = String.valueOf(e).replaceAll("\\s*\\R\\s*", " ");
        if (told.add(reason)) {
          LOG.warnf(
              "database=failing action=\"%s\" attempt=%d reason=\"%s\"; trying until it is back",
              what, attempt, reason);
        }
        status.storeUnreachable(what + ": " + e.getMessage());
        backOff.pause(attempt + 1);
      }
    }
  }
}
