package dev.baton.simulator.broker;

import static java.util.Objects.requireNonNull;

import dev.baton.simulator.clock.Speed;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Sends answers after the broker's latency, and as faults of the transport leave them. Virtual threads wait here. */
public final class Travel {

  private static final int PIECES = 20;
  private static final Duration CHECK = Duration.ofMillis(20);

  private final Speed speed;
  private final Duration latency;

  /**
   * @param latency market time of every answer that has none of its own
   */
  public Travel(Speed speed, Duration latency) {
    this.speed = requireNonNull(speed, "speed is null");
    this.latency = requireNonNull(latency, "latency is null");
  }

  /**
   * Waits, and returns the response to send.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  Response send(Reply reply, HttpServerRequest request) throws InterruptedException {
    Duration onTheWay = speed.real(reply.latency().orElse(latency));
    if (onTheWay.isPositive()) {
      Thread.sleep(onTheWay);
    }
    return switch (reply.transport()) {
      case Reply.Transport.Whole() -> response(reply, reply.body());
      case Reply.Transport.Slow(Duration over) -> response(reply, inPieces(reply.body(), over));
      case Reply.Transport.Never(Duration within) -> {
        keepSilent(request, within);
        yield response(reply, reply.body());
      }
    };
  }

  /**
   * Keeps a call waiting, then closes its connection without an answer. Virtual threads wait here.
   *
   * @param within real time until it is closed, unless the client closes it before
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public static void keepSilent(HttpServerRequest request, Duration within)
      throws InterruptedException {
    for (Duration left = within;
        left.isPositive() && !request.response().closed();
        left = left.minus(CHECK)) {
      Thread.sleep(CHECK);
    }
    // This waits: a response that is returned before the connection is closed would still be sent.
    request.connection().close().toCompletionStage().toCompletableFuture().join();
  }

  private static Response response(Reply reply, Object entity) {
    Response.ResponseBuilder builder =
        Response.status(reply.status()).type(reply.contentType()).entity(entity);
    reply.headers().forEach(builder::header);
    return builder.build();
  }

  private static StreamingOutput inPieces(byte[] body, Duration over) {
    return out -> {
      int size = Math.max(1, (body.length + PIECES - 1) / PIECES);
      for (int from = 0; from < body.length; from += size) {
        out.write(body, from, Math.min(size, body.length - from));
        out.flush();
        pause(over.dividedBy(PIECES));
      }
    };
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in the middle of a slow body");
    }
  }
}
