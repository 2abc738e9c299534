package dev.baton.runtime.clock;

import dev.baton.scan.MarketClock;
import java.time.Duration;
import java.time.Instant;

/** Market time for a service that processes slots (ADR 10). */
public interface SlotClock extends MarketClock {

  /**
   * Announces the plan, and waits until market time reaches its {@code wakeAt}, at most for {@code patience} of real time.
   *
   * @return whether {@code wakeAt} was reached
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException;

  /** Announces that a slot is being processed: market time must not pass {@code pauseAt} meanwhile. */
  void working(Instant slot, Instant pauseAt);

  /** Speed of market time as a multiple of real time; infinity at full speed. */
  double speed();
}
