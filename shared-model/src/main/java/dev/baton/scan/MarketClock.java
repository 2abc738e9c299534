package dev.baton.scan;

import java.time.Instant;

/** Market time: the system's or the simulated market's. Safe for use by several threads. */
public interface MarketClock {

  Instant now();

  /**
   * Waits until market time reaches that instant. Returns early if the clock cannot reach it before the caller's slot is done:
   * a simulated market pauses its clock for the services.
   *
   * @return whether the instant was reached
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  boolean awaitUntil(Instant instant) throws InterruptedException;
}
