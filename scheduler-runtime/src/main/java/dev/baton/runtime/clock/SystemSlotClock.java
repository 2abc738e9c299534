package dev.baton.runtime.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock. */
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
    for (Duration left = left(instant); left.isPositive(); left = left(instant)) {
      Thread.sleep(left);
    }
    return true;
  }

  @Override
  public boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException {
    Duration left = left(plan.wakeAt());
    if (left.compareTo(patience) > 0) {
      Thread.sleep(patience);
      return false;
    }
    return awaitUntil(plan.wakeAt());
  }

  @Override
  public void working(Instant slot, Instant holdAt) {
    // Real time waits for nobody.
  }

  @Override
  public double speed() {
    return 1;
  }

  private Duration left(Instant instant) {
    return Duration.between(clock.instant(), instant);
  }
}
