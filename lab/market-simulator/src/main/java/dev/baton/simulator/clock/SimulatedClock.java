package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import dev.baton.market.MarketTime;
import dev.baton.simulator.clock.ClockReading.Participant;
import dev.baton.simulator.clock.ClockReading.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Market time, governed by the services that follow it. It is frozen until all of them are there, does not pass a slot that
 * one of them has not done, and never goes back.
 *
 * <p>It has no thread of its own: it moves when somebody looks. A participant that was not heard of for the live time stops
 * holding it. Safe for use by several threads, virtual ones included.
 *
 * <p>Decided in ADR 10.
 */
public final class SimulatedClock {

  /** Market time stays this far before a slot that is held. */
  private static final Duration BEFORE_HOLD = Duration.ofMillis(1);

  /** Where a skipped night ends: so long before the first wake-up. */
  private static final Duration BEFORE_MORNING = Duration.ofMinutes(5);

  /**
   * Where skipped idle time ends: so long before the first wake-up. What counts by the second (the broker's limit, the
   * services' rate budget) then has no call in its window that was made before the idle time, as on a day with nothing
   * skipped.
   */
  private static final Duration BEFORE_WAKE_UP = Duration.ofMillis(1500);

  private final Instant end;
  private final Speed speed;
  private final long liveNanos;
  private final LongSupplier nanoTime;
  private final Consumer<String> log;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<String, Member> members = new TreeMap<>();
  private final Set<String> awaited = new TreeSet<>();
  private Instant now;
  private long lastNano;
  private boolean startAsked;
  private boolean started;
  private boolean closed;
  private State logged = State.FROZEN;

  /**
   * @param start market time while frozen
   * @param end the last simulated session's 23:59
   * @param speed how fast it runs
   * @param liveFor real time after which a silent participant stops holding
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
    this.liveNanos = liveFor.toNanos();
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.log = requireNonNull(log, "log is null");
    this.lastNano = nanoTime.getAsLong();
  }

  /** How fast it runs. */
  public Speed speed() {
    return speed;
  }

  /** The last simulated session's 23:59. */
  public Instant end() {
    return end;
  }

  /** Market time now. */
  public Instant now() {
    return read().now();
  }

  /** The clock now. */
  public ClockReading read() {
    lock.lock();
    try {
      advance();
      return reading();
    } finally {
      lock.unlock();
    }
  }

  /** Lets it run once each of these has registered. */
  public ClockReading start(Set<String> participants) {
    lock.lock();
    try {
      startAsked = true;
      awaited.addAll(participants);
      advance();
      changed.signalAll();
      return reading();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the participant was heard of, if it is one. */
  public void heardOf(String name) {
    lock.lock();
    try {
      Member member = members.get(name);
      if (member != null) {
        member.lastSeen = nanoTime.getAsLong();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes the participant; it no longer holds the clock. */
  public ClockReading leave(String name) {
    lock.lock();
    try {
      if (members.remove(name) != null) {
        log.accept("clock: " + name + " left");
      }
      advance();
      changed.signalAll();
      return reading();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Registers the participant's plan and waits until market time reaches its wake-up, at most for {@code patience} of real
   * time. It also ends when the clock finishes meanwhile.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public ClockReading plan(String name, ClockPlan plan, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      boolean finishedBefore = state() == State.FINISHED;
      advance();
      Member member = members.get(name);
      if (member == null) {
        member = new Member();
        members.put(name, member);
        log.accept("clock: " + name + " joined");
      }
      member.plan = plan;
      member.heard(nanoTime.getAsLong());
      changed.signalAll();
      advance();
      long deadline = nanoTime.getAsLong() + patience.toNanos();
      member.waiting++;
      try {
        while (now.isBefore(plan.wakeAt())
            && (finishedBefore || state() != State.FINISHED)
            && await(deadline, plan.wakeAt())) {
          advance();
        }
      } finally {
        member.waiting--;
        member.heard(nanoTime.getAsLong());
      }
      return reading();
    } finally {
      lock.unlock();
    }
  }

  /**
   * For a wait inside a slot. At full speed market time moves at once to {@code until}, or as far as no slot is passed;
   * otherwise it waits until market time gets there or is held, at most for {@code patience} of real time.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public ClockReading awaitInSlot(String name, Instant until, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      heardOf(name);
      advance();
      Member member = members.getOrDefault(name, new Member());
      long deadline = nanoTime.getAsLong() + patience.toNanos();
      member.waiting++;
      try {
        while (true) {
          if (started && speed instanceof Speed.Max && moveTo(earlier(until, bound()))) {
            changed.signalAll();
          }
          boolean over =
              switch (state()) {
                case HOLDING, FINISHED -> true;
                case FROZEN, RUNNING -> !now.isBefore(until);
              };
          if (over || !await(deadline, until)) {
            return reading();
          }
          advance();
        }
      } finally {
        member.waiting--;
        heardOf(name);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, those to come included: nobody is to wait for a simulator that shuts down. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a change, the next moment at which something can change by itself, or the deadline. */
  private boolean await(long deadline, Instant target) throws InterruptedException {
    long nano = nanoTime.getAsLong();
    long nanos = deadline - nano;
    if (closed || nanos <= 0) {
      return false;
    }
    for (Member member : members.values()) {
      long expiry = member.lastSeen + liveNanos - nano;
      if (member.waiting == 0 && expiry >= 0) {
        nanos = Math.min(nanos, expiry + 1);
      }
    }
    if (speed instanceof Speed.Times && started && target.isBefore(bound())) {
      nanos = Math.min(nanos, speed.real(Duration.between(now, target)).toNanos() + 1);
    }
    changed.awaitNanos(Math.max(1, nanos));
    return true;
  }

  private void advance() {
    long nano = nanoTime.getAsLong();
    long elapsed = nano - lastNano;
    lastNano = nano;
    for (var entry : members.entrySet()) {
      Member member = entry.getValue();
      boolean live = member.live(nano);
      if (member.holding && !live) {
        log.accept(
            "clock: %s was not heard of for %d s and holds no more"
                .formatted(entry.getKey(), Duration.ofNanos(liveNanos).toSeconds()));
        changed.signalAll();
      }
      member.holding = live;
    }
    if (!started) {
      started = startAsked && members.keySet().containsAll(awaited);
      elapsed = 0;
    }
    if (started && state() != State.FINISHED && move(elapsed)) {
      changed.signalAll();
    }
    State state = state();
    State shown = state == State.HOLDING ? State.RUNNING : state;
    if (shown != logged) {
      log.accept("clock: %s at %s".formatted(shown.label(), MarketTime.offset(now)));
      logged = shown;
      changed.signalAll();
    }
  }

  /** Moves market time by the rules of the speed; whether it jumped. */
  private boolean move(long elapsed) {
    Instant wake = wake();
    boolean someone = members.values().stream().anyMatch(member -> member.holding);
    return switch (speed) {
      case Speed.Max() -> someone && moveTo(earlier(wake, bound()));
      case Speed.Times(double factor, boolean skipIdle) -> {
        moveTo(earlier(earlier(now.plusNanos((long) (elapsed * factor)), bound()), end));
        if (!someone || wake.isAfter(end)) {
          yield false;
        }
        if (skipIdle) {
          yield moveTo(earlier(wake.minus(BEFORE_WAKE_UP), bound()));
        }
        boolean night = MarketTime.date(wake).isAfter(MarketTime.date(now));
        yield night && moveTo(earlier(wake.minus(BEFORE_MORNING), bound()));
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

  private Instant wake() {
    return members.values().stream()
        .filter(member -> member.holding)
        .map(member -> member.plan.wakeAt())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The last moment that passes no held slot. */
  private Instant bound() {
    return members.values().stream()
        .filter(member -> member.holding)
        .map(member -> member.plan.holdAt())
        .min(Instant::compareTo)
        .filter(hold -> !hold.equals(Instant.MAX))
        .map(hold -> hold.minus(BEFORE_HOLD))
        .orElse(Instant.MAX);
  }

  private State state() {
    if (!started) {
      return State.FROZEN;
    }
    boolean someone = members.values().stream().anyMatch(member -> member.holding);
    if (someone ? wake().isAfter(end) : !now.isBefore(end)) {
      return State.FINISHED;
    }
    return now.isBefore(bound()) ? State.RUNNING : State.HOLDING;
  }

  private ClockReading reading() {
    long nano = nanoTime.getAsLong();
    List<Participant> list = new ArrayList<>();
    members.forEach(
        (name, member) ->
            list.add(
                new Participant(
                    name,
                    member.plan,
                    member.waiting > 0 ? Duration.ZERO : Duration.ofNanos(nano - member.lastSeen),
                    member.live(nano))));
    return new ClockReading(now, state(), bound(), list);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private final class Member {
    private ClockPlan plan = new ClockPlan(Instant.MAX, Instant.MAX, Instant.MAX);
    private long lastSeen;
    private int waiting;
    private boolean holding;

    boolean live(long nano) {
      return waiting > 0 || nano - lastSeen <= liveNanos;
    }

    void heard(long nano) {
      lastSeen = nano;
      holding = true;
    }
  }
}
