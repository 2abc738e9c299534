package dev.baton.simulator.broker;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** A call that gets no answer. */
public final class Silence {

  private static final Duration GLANCE = Duration.ofMillis(20);

  private Silence() {}

  /**
   * Holds a call without a word, then closes its connection. Virtual threads wait here.
   *
   * @param within real time after which it is closed, unless the client gives up before
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public static void hold(HttpServerRequest request, Duration within) throws InterruptedException {
    for (Duration left = within;
        left.isPositive() && !request.response().closed();
        left = left.minus(GLANCE)) {
      Thread.sleep(GLANCE);
    }
    // Waited for: a response that is handed over before the connection is closed would still be
    // sent.
    request.connection().close().toCompletionStage().toCompletableFuture().join();
  }
}
