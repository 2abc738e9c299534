package dev.baton.runtime.clock;

import dev.baton.scan.MarketClock;
import java.time.Duration;
import java.time.Instant;

/** Market time for a service that works off slots. */
public interface SlotClock extends MarketClock {

  /**
   * Tells the plan and waits until market time reaches its {@code wakeAt}, at most for {@code patience} of real time.
   *
   * @return whether {@code wakeAt} was reached
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  boolean awaitWake(SlotPlan plan, Duration patience) throws InterruptedException;

  /** Tells that a slot is being worked on, so that market time does not pass {@code holdAt} meanwhile. */
  void working(Instant slot, Instant holdAt);

  /** How many times faster than real time market time runs; infinity if as fast as it goes. */
  double speed();
}
