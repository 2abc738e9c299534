package dev.baton.simulator.broker;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** No answer to a call. */
public final class Silence {

  private static final Duration CHECK = Duration.ofMillis(20);

  private Silence() {}

  /**
   * Keeps a call waiting, then closes its connection without an answer. Virtual threads wait here.
   *
   * @param within real time until it is closed, unless the client closes it before
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public static void keep(HttpServerRequest request, Duration within) throws InterruptedException {
    for (Duration left = within;
        left.isPositive() && !request.response().closed();
        left = left.minus(CHECK)) {
      Thread.sleep(CHECK);
    }
    // This waits: a response that is returned before the connection is closed would still be sent.
    request.connection().close().toCompletionStage().toCompletableFuture().join();
  }
}
