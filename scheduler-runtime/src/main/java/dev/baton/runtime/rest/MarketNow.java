package dev.baton.runtime.rest;

import dev.baton.runtime.clock.SlotClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Market time for what is answered on the event loop. A simulated market's first reading is waited for, which is not for
 * the event loop to do.
 */
@Singleton
public class MarketNow {

  private final SlotClock clock;
  private final Vertx vertx;

  MarketNow(SlotClock clock, Vertx vertx) {
    this.clock = clock;
    this.vertx = vertx;
  }

  /** The market time when it is subscribed to: read by a worker, given to the subscriber's own context. */
  public Uni<Instant> read() {
    return vertx.executeBlocking(clock::now, false);
  }
}
