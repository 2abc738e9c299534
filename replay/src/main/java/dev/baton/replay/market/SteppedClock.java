package dev.baton.replay.market;

import static java.util.Objects.requireNonNull;

import dev.baton.scan.MarketClock;
import java.time.Instant;

/** A market clock that moves only when it is set; a wait sets it at once. Until then it is before all market time. */
public final class SteppedClock implements MarketClock {

  /** Volatile, because a scan may use threads of its own. */
  private volatile Instant now = Instant.MIN;

  /** Moves the clock, forwards or back. */
  public void set(Instant instant) {
    now = requireNonNull(instant, "instant is null");
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public synchronized boolean awaitUntil(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
    return true;
  }
}
