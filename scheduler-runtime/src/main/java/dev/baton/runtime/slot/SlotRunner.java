package dev.baton.runtime.slot;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.Interruption;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import dev.baton.scan.AwaitedBars;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/**
 * Processes the slots in order, each once: waits for the time of the oldest undone slot, scans, publishes, goes on. A slot is
 * done when its publication is stored. So a crash at any point repeats the slot, and a repeated publication adds nothing. While
 * the broker or the database cannot be used, the slot waits. A missed slot is caught up; it is marked late, and so is one that
 * waited too long.
 *
 * <p>One thread runs it. It pauses a simulated market's clock while a slot is undone, and only for a while during an outage.
 */
public final class SlotRunner {

  private static final Logger LOG = Logger.getLogger(SlotRunner.class);

  /** A superseded attempt leaves the slot to the newer one for 2 pauses, then 4, up to 2 to the power of this. */
  private static final int LONGEST_LEAVE = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A calendar is mended by a person: the number of an attempt with the longest pause before it. */
  private static final int LONG_PAUSE = 10;

  /** Market time between two attempts of a slot in an outage that no longer pauses the clock. */
  private static final Duration OUTAGE_STEP = Duration.ofMinutes(1);

  /** The runner's settings: the categories that are scanned, and the others as in {@code BatonConfig}. */
  public record Settings(
      Set<Category> scanned,
      Duration fetchLag,
      Duration lateAfter,
      Duration outageHold,
      Optional<Instant> since) {}

  private final Timetable timetable;
  private final Generation generation;
  private final SlotClock clock;
  private final SlotStore store;
  private final SlotScan scan;
  private final Settings settings;
  private final BackOff backOff;
  private final SlotStatus status;

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

  /** Pauses between attempts, in real time, longer each time; injected so that tests need not wait. */
  public interface BackOff {

    /** Waits before attempt number {@code attempt}, 2 or more. */
    void pause(int attempt) throws InterruptedException;
  }

  /**
   * Processes slots until interrupted.
   *
   * @throws InterruptedException when the thread is interrupted; the slot in work stays undone
   */
  public void run() throws InterruptedException {
    SlotQueue queue = patiently("read the slots", _ -> open());
    while (true) {
      work(queue);
    }
  }

  /** Processes slots whose time has come, or waits at most a few seconds for the next: one round of {@link #run}. */
  void work(SlotQueue queue) throws InterruptedException {
    Optional<SlotQueue.Due> next = queue.peek();
    status.unknown(queue.unknown(), clock.now(), false);
    if (next.isEmpty()) {
      clock.awaitUntil(clock.now().plus(PATIENCE));
      return;
    }
    SlotQueue.Due due = next.get();
    Instant wakeAt = due.time().plus(settings.fetchLag());
    status.waitingFor(due);
    if (clock.awaitWake(new SlotPlan(due.time(), wakeAt, due.following()), PATIENCE)) {
      try {
        finish(due, wakeAt);
        queue.done(due);
      } catch (UnknownCalendarException e) {
        status.unknown(Optional.of(e.getMessage()), clock.now(), true);
        backOff.pause(LONG_PAUSE);
      }
    }
  }

  SlotQueue open() {
    Instant now = settings.since().orElseGet(clock::now);
    Map<Category, Instant> since = new EnumMap<>(Category.class);
    for (Category category : settings.scanned()) {
      since.put(category, store.scheduleStart(category, now));
    }
    return new SlotQueue(timetable.since(Map.of(generation, since)), generation, store.lastDone());
  }

  private void finish(SlotQueue.Due due, Instant wakeAt) throws InterruptedException {
    Set<Category> undone = due.categories();
    for (int leaves = 1; !undone.isEmpty(); leaves++) {
      SlotQueue.Due rest = new SlotQueue.Due(due.time(), undone, due.following());
      undone =
          switch (publish(scan(rest, wakeAt), wakeAt)) {
            case STORED, ALREADY_PUBLISHED -> Set.of();
            case SUPERSEDED -> leave(rest, Math.min(leaves, LONGEST_LEAVE));
          };
    }
    status.finished();
  }

  private SlotProgress.Scanned scan(SlotQueue.Due due, Instant wakeAt) throws InterruptedException {
    Instant startedAt = clock.now();
    status.working(due);
    SlotProgress.Attempted progress =
        new SlotProgress.Begun(begin(due, startedAt, wakeAt), late(wakeAt), OptionalLong.empty())
            .attempted(scan.start(due, startedAt, awaited(due)));
    for (int attempt = 2; ; attempt++) {
      switch (progress) {
        case SlotProgress.Waiting waiting -> {
          status.outage(waiting.scans().reason());
          backOff.pause(attempt);
          letTimePass(due, waiting);
          progress =
              waiting
                  .begunAgain(begin(due, startedAt, wakeAt), late(wakeAt))
                  .attempted(waiting.scans().again());
        }
        case SlotProgress.Scanned scanned -> {
          if (scanned.afterOutage()) {
            // However far the market went meanwhile: it goes no further before this is published.
            clock.working(due.time(), due.following());
          }
          status.working(due);
          return scanned;
        }
      }
    }
  }

  private SlotClaim begin(SlotQueue.Due due, Instant startedAt, Instant wakeAt)
      throws InterruptedException {
    boolean late = late(wakeAt);
    return patiently(
        "mark the slot as running",
        _ -> store.begin(due.time(), due.categories(), startedAt, late));
  }

  /** Read for each attempt, and not remembered: another process may have done the slots before. */
  private AwaitedBars awaited(SlotQueue.Due due) throws InterruptedException {
    return patiently("read the awaited bars", _ -> store.awaited(due.time(), due.categories()));
  }

  private record Answer(Publication publication, PublishOutcome outcome) {}

  private PublishOutcome publish(SlotProgress.Scanned scanned, Instant wakeAt)
      throws InterruptedException {
    Answer answer =
        patiently(
            "publish",
            attempt -> {
              Publication publication = scanned.publication(attempt > 1 && late(wakeAt));
              return new Answer(publication, store.publish(scanned.claim(), publication));
            });
    String slot = MarketTime.text(answer.publication().slot());
    switch (answer.outcome()) {
      case STORED -> status.published(answer.publication());
      case ALREADY_PUBLISHED ->
          LOG.infof("slot=%s already published by another attempt; this result is dropped", slot);
      case SUPERSEDED ->
          LOG.warnf(
              "slot=%s superseded: a newer attempt has begun the slot; this result is dropped and the slot is left to the newer attempt",
              slot);
    }
    return answer.outcome();
  }

  /**
   * Leaves slots to the newer attempt, twice as long each time: otherwise two processes could supersede each other for ever.
   *
   * @return the categories whose slot is not done by then; this process begins it again
   */
  private Set<Category> leave(SlotQueue.Due due, int leaves) throws InterruptedException {
    Set<Category> undone = EnumSet.copyOf(due.categories());
    for (int pass = 1; pass <= 1 << leaves && !undone.isEmpty(); pass++) {
      backOff.pause(pass + 1);
      Map<Category, Instant> done = patiently("read the slots", _ -> store.lastDone());
      undone.removeIf(
          category -> done.containsKey(category) && !done.get(category).isBefore(due.time()));
    }
    return undone;
  }

  /** Whether it is too late for the slot. One that waited is late, too: its signals are as old as those of a slot begun late. */
  private boolean late(Instant wakeAt) {
    return clock.now().isAfter(wakeAt.plus(settings.lateAfter()));
  }

  /** A short outage pauses a simulated market's clock; a long one lets it go on, as real time would. */
  private void letTimePass(SlotQueue.Due due, SlotProgress.Waiting waiting)
      throws InterruptedException {
    if (waiting.waited().compareTo(settings.outageHold()) > 0) {
      clock.awaitWake(
          new SlotPlan(due.time(), clock.now().plus(OUTAGE_STEP), Instant.MAX), Duration.ZERO);
    }
  }

  /**
   * Repeats the call until the database answers: it may be away for a while. Each reason is logged once, so that a failure of
   * another kind is seen.
   */
  private <T> T patiently(String what, IntFunction<T> call) throws InterruptedException {
    Set<String> logged = new HashSet<>();
    for (int attempt = 1; ; attempt++) {
      try {
        T result = call.apply(attempt);
        if (attempt > 1) {
          LOG.infof("database=working action=\"%s\" attempts=%s", what, attempt);
        }
        status.storeReachable();
        return result;
      } catch (RuntimeException e) {
        if (Interruption.restored(e)) {
          throw new InterruptedException(what + " was interrupted");
        }
        String reason = String.valueOf(e).replaceAll("\\s*\\R\\s*", " ");
        if (logged.add(reason)) {
          LOG.warnf(
              "database=failing action=\"%s\" attempt=%s reason=\"%s\"; the call is repeated until it works",
              what, attempt, reason);
        }
        status.storeUnreachable(what + ": " + StoreFailure.reason(e));
        backOff.pause(attempt + 1);
      }
    }
  }
}
