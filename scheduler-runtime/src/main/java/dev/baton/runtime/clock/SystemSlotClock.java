package dev.baton.runtime.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Market time is the machine's time. */
public final class SystemSlotClock implements SlotClock {

  private final Clock clock;

  public SystemSlotClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public boolean awaitUntil(Instant instant) throws InterruptedException {
    for (Duration remaining = remaining(instant);
        remaining.isPositive();
        remaining = remaining(instant)) {
      Thread.sleep(remaining);
    }
    return true;
  }

  @Override
  public boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException {
    Duration remaining = remaining(plan.wakeAt());
    if (remaining.compareTo(patience) > 0) {
      Thread.sleep(patience);
      return false;
    }
    return awaitUntil(plan.wakeAt());
  }

  @Override
  public void working(Instant slot, Instant pauseAt) {
    // Real time does not pause.
  }

  @Override
  public double speed() {
    return 1;
  }

  private Duration remaining(Instant instant) {
    return Duration.between(clock.instant(), instant);
  }
}
