package dev.baton.runtime.test;

import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A market clock that stands at 11:02 on Wednesday 2026-06-10. */
public class FixedSlotClock implements SlotClock {

  /** What it shows. */
  public static final Instant NOW = LocalDateTime.parse("2026-06-10T11:02").toInstant(MarketTime.OFFSET);

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public boolean awaitUntil(Instant instant) {
    return !instant.isAfter(NOW);
  }

  @Override
  public boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException {
    boolean reached = !plan.wakeAt().isAfter(NOW);
    if (!reached) {
      // It will not be reached by waiting, but whoever waits is not to spin.
      never.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
    return reached;
  }

  @Override
  public void working(Instant slot, Instant holdAt) {
    // Nobody waits for it.
  }

  @Override
  public double speed() {
    return 1;
  }
}
