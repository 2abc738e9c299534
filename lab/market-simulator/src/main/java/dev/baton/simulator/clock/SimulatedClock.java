package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import dev.baton.market.MarketTime;
import dev.baton.simulator.clock.ClockReading.State;
import dev.baton.simulator.clock.Participants.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Market time, governed by the services that follow it. It is frozen until all of them are there, pauses rather
 * than pass the slot after one that is not done, and never goes back.
 *
 * <p>It has no thread of its own: it moves when it is asked. Thread-safe, for virtual threads too.
 *
 * <p>Decided in ADR 10.
 */
public final class SimulatedClock implements CallTime {

  /** Market time pauses so long before the moment that it must not reach. */
  private static final Duration BEFORE_PAUSE = Duration.ofMillis(1);

  /** A skipped night ends so long before the first wake-up. */
  private static final Duration BEFORE_MORNING = Duration.ofMinutes(5);

  /**
   * Skipped idle time ends so long before the first wake-up. The windows of a second (the broker's limit, the services' rate
   * budget) then contain no call from before the idle time, as on a day with nothing skipped.
   */
  private static final Duration BEFORE_WAKE_UP = Duration.ofMillis(1500);

  private final Instant end;
  private final Speed speed;
  private final Duration liveFor;
  private final LongSupplier nanoTime;
  private final Consumer<String> log;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Participants participants;
  private final Set<String> awaited = new TreeSet<>();
  private Instant now;
  private long lastNano;
  private boolean startAsked;
  private boolean started;
  private boolean closed;
  private State logged = State.FROZEN;

  /**
   * @param start market time while it is frozen
   * @param end 23:59 of the last simulated session
   * @param liveFor real time after which a silent participant no longer governs the clock
   * @param nanoTime real time, as {@link System#nanoTime}
   * @param log takes one line for each change of state
   */
  public SimulatedClock(
      Instant start,
      Instant end,
      Speed speed,
      Duration liveFor,
      LongSupplier nanoTime,
      Consumer<String> log) {
    this.now = requireNonNull(start, "start is null");
    this.end = requireNonNull(end, "end is null");
    this.speed = requireNonNull(speed, "speed is null");
    this.liveFor = requireNonNull(liveFor, "liveFor is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.log = requireNonNull(log, "log is null");
    this.participants = new Participants(liveFor);
    this.lastNano = nanoTime.getAsLong();
  }

  public Speed speed() {
    return speed;
  }

  /**
   * Real time within which a participant should be heard of again: a quarter of the time after which it no longer governs the
   * clock.
   */
  public Duration heartbeat() {
    return liveFor.dividedBy(4);
  }

  @Override
  public Instant now() {
    return read().now();
  }

  /** The clock now. */
  public ClockReading read() {
    return locked(() -> {});
  }

  /** Lets it run as soon as each of these has registered. */
  public ClockReading start(Set<String> names) {
    return locked(
        () -> {
          startAsked = true;
          awaited.addAll(names);
          changed.signalAll();
        });
  }

  /** Removes the participant: it no longer governs the clock. */
  public ClockReading leave(String name) {
    return locked(
        () -> {
          if (participants.remove(name)) {
            log.accept("clock: " + name + " left");
          }
          changed.signalAll();
        });
  }

  /** Records that the participant was heard of, if it is one. */
  @Override
  public void heardOf(String name) {
    locked(() -> participants.find(name).ifPresent(member -> member.heard(nanoTime.getAsLong())));
  }

  /** Ends every wait, now and from now on: no service waits for a simulator that shuts down. */
  public void close() {
    locked(
        () -> {
          closed = true;
          changed.signalAll();
        });
  }

  private ClockReading locked(Runnable action) {
    lock.lock();
    try {
      action.run();
      advance();
      return reading();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Registers the participant's plan and waits until market time reaches its wake-up. The wait also ends when the clock
   * finishes meanwhile.
   *
   * @param patience the longest wait, real time
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public ClockReading plan(String name, ClockPlan plan, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      boolean finishedBefore = state() == State.FINISHED;
      advance();
      Member member = participants.find(name).orElseGet(() -> join(name));
      member.plan(plan, nanoTime.getAsLong());
      changed.signalAll();
      advance();
      return await(
          member,
          plan.wakeAt(),
          patience,
          () -> !now.isBefore(plan.wakeAt()) || !finishedBefore && state() == State.FINISHED);
    } finally {
      lock.unlock();
    }
  }

  private Member join(String name) {
    log.accept("clock: " + name + " joined");
    return participants.add(name);
  }

  /**
   * Waits inside a slot. At full speed market time moves at once to {@code until}, or to the next pause. Otherwise it waits
   * until market time gets there or pauses.
   *
   * @param patience the longest wait, real time
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public ClockReading awaitInSlot(String name, Instant until, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      heardOf(name);
      advance();
      Member member = participants.find(name).orElseGet(participants::stranger);
      return await(
          member,
          until,
          patience,
          () -> {
            if (started && speed instanceof Speed.Max && moveTo(earlier(until, pausesAt()))) {
              changed.signalAll();
            }
            return switch (state()) {
              case PAUSED, FINISHED -> true;
              case FROZEN, RUNNING -> !now.isBefore(until);
            };
          });
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is over, or for the longest wait. */
  private ClockReading await(Member member, Instant target, Duration patience, BooleanSupplier over)
      throws InterruptedException {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    member.beginWait();
    try {
      while (!over.getAsBoolean() && await(deadline, target)) {
        advance();
      }
      return reading();
    } finally {
      member.endWait(nanoTime.getAsLong());
    }
  }

  /** Waits for a change, for the next moment at which something changes by itself, or for the deadline. */
  private boolean await(long deadline, Instant target) throws InterruptedException {
    long nano = nanoTime.getAsLong();
    long nanos = deadline - nano;
    if (closed || nanos <= 0) {
      return false;
    }
    long silent = participants.untilNextSilent(nano);
    nanos = silent < nanos ? silent + 1 : nanos;
    if (speed instanceof Speed.Times && started && target.isBefore(pausesAt())) {
      nanos = Math.min(nanos, speed.real(Duration.between(now, target)).toNanos() + 1);
    }
    changed.awaitNanos(Math.max(1, nanos));
    return true;
  }

  private void advance() {
    long nano = nanoTime.getAsLong();
    long elapsed = nano - lastNano;
    lastNano = nano;
    for (String silent : participants.update(nano)) {
      log.accept(
          "clock: %s was not heard of for %s s and no longer pauses market time"
              .formatted(silent, liveFor.toSeconds()));
      changed.signalAll();
    }
    if (!started) {
      started = startAsked && participants.containsAll(awaited);
      elapsed = 0;
    }
    if (started && state() != State.FINISHED && move(elapsed)) {
      changed.signalAll();
    }
    // Pauses come and go with every slot: the log has them as running.
    State state = state() == State.PAUSED ? State.RUNNING : state();
    if (state != logged) {
      log.accept("clock: %s at %s".formatted(state.label(), MarketTime.offset(now)));
      logged = state;
      changed.signalAll();
    }
  }

  /** Moves market time by the rules of the speed; returns whether it jumped. */
  private boolean move(long elapsed) {
    Instant wake = participants.wakeAt();
    boolean governed = participants.anyGoverns();
    return switch (speed) {
      case Speed.Max() -> governed && moveTo(earlier(wake, pausesAt()));
      case Speed.Times(double factor, boolean skipIdle) -> {
        moveTo(earlier(earlier(now.plusNanos((long) (elapsed * factor)), pausesAt()), end));
        if (!governed || wake.isAfter(end)) {
          yield false;
        }
        if (skipIdle) {
          yield moveTo(earlier(wake.minus(BEFORE_WAKE_UP), pausesAt()));
        }
        boolean night = MarketTime.date(wake).isAfter(MarketTime.date(now));
        yield night && moveTo(earlier(wake.minus(BEFORE_MORNING), pausesAt()));
      }
    };
  }

  private boolean moveTo(Instant target) {
    if (!target.isAfter(now)) {
      return false;
    }
    now = target;
    return true;
  }

  /** The last moment before the next pause. */
  private Instant pausesAt() {
    Instant pause = participants.pauseAt();
    return pause.equals(Instant.MAX) ? pause : pause.minus(BEFORE_PAUSE);
  }

  private State state() {
    if (!started) {
      return State.FROZEN;
    }
    if (participants.anyGoverns() ? participants.wakeAt().isAfter(end) : !now.isBefore(end)) {
      return State.FINISHED;
    }
    return now.isBefore(pausesAt()) ? State.RUNNING : State.PAUSED;
  }

  private ClockReading reading() {
    return new ClockReading(now, state(), pausesAt(), participants.list(nanoTime.getAsLong()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
