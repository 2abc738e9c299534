package dev.baton.scan;

import java.time.Instant;

/** Market time: the system's, or the simulated market's. Safe for use by several threads. */
public interface MarketClock {

  /** The market time now. */
  Instant now();

  /**
   * Waits until market time reaches that instant, or until it is certain that it will not while the caller's slot is
   * undone (a simulated market holds its clock for the services).
   *
   * @return whether the instant was reached
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  boolean awaitUntil(Instant instant) throws InterruptedException;
}
