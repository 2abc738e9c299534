package dev.baton.runtime.test;

import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SlotPlan;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A market clock that stands at 11:02 on Wednesday 2026-06-10, unless it is set. It answers no event loop: a simulated
 * market's first reading would block it.
 */
public class FixedSlotClock implements SlotClock {

  /** What it shows at first. */
  public static final Instant NOW =
      LocalDateTime.parse("2026-06-10T11:02").toInstant(MarketTime.OFFSET);

  private final CountDownLatch never = new CountDownLatch(1);
  private volatile Instant shown = NOW;

  /** Shows another time from now on. */
  public void set(Instant instant) {
    shown = instant;
  }

  @Override
  public Instant now() {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("market time was asked for on the event loop");
    }
    return shown;
  }

  @Override
  public boolean awaitUntil(Instant instant) {
    return !instant.isAfter(shown);
  }

  @Override
  public boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException {
    boolean reached = !plan.wakeAt().isAfter(shown);
    if (!reached) {
      // Waiting does not reach it, but the caller must not spin.
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
