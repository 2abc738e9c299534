package dev.baton.runtime.rest;

import dev.baton.runtime.settings.BatonConfig;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that have had no request under way for too long: those whose headers do not end, and those that are kept
 * open without a request. The platform's idle time-out sees neither a client that sends a byte now and then, nor the
 * difference from a request that takes long to answer (ADR 35).
 */
@Singleton
class ConnectionSweep {

  /** First of all handlers, so that each request counts. */
  private static final int ORDER = Integer.MIN_VALUE + 10;

  private static final AttributeKey<Requests> REQUESTS = AttributeKey.valueOf("baton.requests");

  /** The requests of a connection; used on its event loop alone. */
  private static final class Requests {
    private int underWay;
    private long quietSince = System.nanoTime();
  }

  private final EventLoopGroup loops;
  private final Duration longestQuiet;
  private final List<ScheduledFuture<?>> sweeps = new ArrayList<>();

  ConnectionSweep(@MainEventLoopGroup EventLoopGroup loops, BatonConfig config) {
    this.loops = loops;
    this.longestQuiet = config.requestTime();
  }

  void count(@Observes Router router) {
    router.route().order(ORDER).handler(ConnectionSweep::count);
  }

  private static void count(RoutingContext context) {
    if (context.request().connection() instanceof ConnectionBase connection) {
      Channel channel = connection.channel();
      Requests requests = of(channel);
      requests.underWay++;
      context.addEndHandler(
          _ ->
              channel
                  .eventLoop()
                  .execute(
                      () -> {
                        requests.underWay--;
                        requests.quietSince = System.nanoTime();
                      }));
    }
    context.next();
  }

  void start(@Observes StartupEvent event) {
    long pause = longestQuiet.dividedBy(10).toMillis();
    for (EventExecutor loop : loops) {
      if (loop instanceof SingleThreadEventLoop channels) {
        sweeps.add(
            loop.scheduleWithFixedDelay(
                () -> sweep(channels), pause, pause, TimeUnit.MILLISECONDS));
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    sweeps.forEach(sweep -> sweep.cancel(false));
  }

  private void sweep(SingleThreadEventLoop loop) {
    long now = System.nanoTime();
    List<Channel> quiet = new ArrayList<>();
    loop.registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              // Channels without a parent are listeners, and connections that this service opened.
              if (channel.parent() != null && quiet(of(channel), now)) {
                quiet.add(channel);
              }
            });
    quiet.forEach(Channel::close);
  }

  private boolean quiet(Requests requests, long now) {
    return requests.underWay == 0 && now - requests.quietSince > longestQuiet.toNanos();
  }

  private static Requests of(Channel channel) {
    Requests known = channel.attr(REQUESTS).get();
    if (known != null) {
      return known;
    }
    Requests requests = new Requests();
    channel.attr(REQUESTS).set(requests);
    return requests;
  }
}
