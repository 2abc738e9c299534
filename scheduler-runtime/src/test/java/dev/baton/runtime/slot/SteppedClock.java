package dev.baton.runtime.slot;

import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Market time that jumps to whatever is waited for, and ends a runner that waits beyond the end. */
final class SteppedClock implements SlotClock {

  record Hold(Instant slot, Instant holdAt) {}

  final List<SlotPlan> plans = new ArrayList<>();
  final List<Hold> holds = new ArrayList<>();
  private final Instant end;
  private Instant now;
  private Consumer<Instant> beforeSlot = _ -> {};

  SteppedClock(Instant now, Instant end) {
    this.now = now;
    this.end = end;
  }

  /** What happens before each slot's time comes. */
  void beforeSlot(Consumer<Instant> event) {
    beforeSlot = event;
  }

  /** Lets so much market time pass. */
  synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized boolean awaitUntil(Instant instant) throws InterruptedException {
    if (instant.isAfter(end)) {
      throw new InterruptedException("the day is over");
    }
    now = instant.isAfter(now) ? instant : now;
    return true;
  }

  @Override
  public synchronized boolean awaitWake(SlotPlan plan, Duration patience)
      throws InterruptedException {
    plans.add(plan);
    beforeSlot.accept(plan.nextSlot());
    return awaitUntil(plan.wakeAt());
  }

  @Override
  public synchronized void working(Instant slot, Instant holdAt) {
    holds.add(new Hold(slot, holdAt));
  }

  @Override
  public double speed() {
    return Double.POSITIVE_INFINITY;
  }
}
