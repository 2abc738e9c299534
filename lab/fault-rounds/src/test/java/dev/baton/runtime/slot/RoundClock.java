package dev.baton.runtime.slot;

import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import dev.baton.simulator.clock.CallTime;
import java.time.Duration;
import java.time.Instant;

/** Market time that jumps to what is waited for, and ends a runner that waits beyond the day's end. */
final class RoundClock implements SlotClock, CallTime {

  private final Instant end;
  private Instant now;

  RoundClock(Instant now, Instant end) {
    this.now = now;
    this.end = end;
  }

  synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public void heardOf(String client) {
    // Nobody waits for it.
  }

  @Override
  public synchronized boolean awaitUntil(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
    return true;
  }

  @Override
  public synchronized boolean awaitWake(SlotPlan plan, Duration patience)
      throws InterruptedException {
    if (plan.nextSlot().isAfter(end)) {
      throw new InterruptedException("the day is over");
    }
    return awaitUntil(plan.wakeAt());
  }

  @Override
  public void working(Instant slot, Instant pauseAt) {
    // It stands still by itself.
  }

  @Override
  public double speed() {
    return Double.POSITIVE_INFINITY;
  }
}
