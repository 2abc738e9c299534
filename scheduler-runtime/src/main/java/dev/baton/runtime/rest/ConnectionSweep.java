package dev.baton.runtime.rest;

import dev.baton.runtime.settings.BatonConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Closes connections whose client takes too long: those whose headers do not end, those that are kept open without a request, and
 * those whose answer is not read. The platform's idle time-out sees neither a client that sends a byte now and then, nor the
 * difference from a request that takes long to answer (ADR 35).
 */
@Singleton
class ConnectionSweep implements HttpServerOptionsCustomizer {

  private static final Logger LOG = Logger.getLogger(ConnectionSweep.class);

  /** First of all handlers, so that each request counts. */
  private static final int ORDER = Integer.MIN_VALUE + 10;

  private static final int MOST_CONNECTIONS = 1000;

  /** The system's default of megabytes would hide for minutes whether a slow client reads. */
  private static final int SEND_BUFFER = 64 << 10;

  private final EventLoopGroup loops;
  private final EventLoopGroup listeners;
  private final Duration longest;
  private final OpenConnections open = new OpenConnections(MOST_CONNECTIONS);
  private final List<ScheduledFuture<?>> sweeps = new ArrayList<>();

  /** Of the connections that were closed for a newcomer; used by the listeners' thread alone. */
  private long reported;

  ConnectionSweep(@MainEventLoopGroup EventLoopGroup loops, Vertx vertx, BatonConfig config) {
    this.loops = loops;
    this.listeners = ((VertxInternal) vertx).getAcceptorEventLoopGroup();
    this.longest = config.requestTime();
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setSendBufferSize(SEND_BUFFER);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setSendBufferSize(SEND_BUFFER);
  }

  void count(@Observes Router router) {
    router.route().order(ORDER).handler(ConnectionSweep::count);
  }

  private static void count(RoutingContext context) {
    Optional<Connection> connection = Connection.of(context);
    if (connection.isPresent() && !begin(connection.get(), context)) {
      connection.get().channel().close();
      return;
    }
    context.next();
  }

  private static boolean begin(Connection connection, RoutingContext context) {
    context.addEndHandler(
        _ -> connection.channel().eventLoop().execute(() -> connection.end(context)));
    return connection.begin(context);
  }

  void start(@Observes StartupEvent event) {
    long pause = longest.dividedBy(10).toMillis();
    on(
        loops,
        loop ->
            sweeps.add(
                loop.scheduleWithFixedDelay(
                    () -> sweep(loop), pause, pause, TimeUnit.MILLISECONDS)));
    on(
        listeners,
        loop -> sweeps.add(loop.scheduleWithFixedDelay(this::warn, 1, 1, TimeUnit.MINUTES)));
  }

  void listens(@ObservesAsync HttpServerStart event) {
    limit();
  }

  void listensWithTls(@ObservesAsync HttpsServerStart event) {
    limit();
  }

  void stop(@Observes ShutdownEvent event) {
    sweeps.forEach(sweep -> sweep.cancel(false));
  }

  private static void on(EventLoopGroup group, Consumer<SingleThreadEventLoop> task) {
    for (EventExecutor each : group) {
      if (each instanceof SingleThreadEventLoop loop) {
        task.accept(loop);
      }
    }
  }

  private void sweep(SingleThreadEventLoop loop) {
    long now = System.nanoTime();
    List<Channel> overdue = new ArrayList<>();
    loop.registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              // Channels without a parent are listeners, and connections that this service opened.
              if (channel.parent() != null
                  && Connection.of(channel).overdue(now, longest.toNanos())) {
                overdue.add(channel);
              }
            });
    overdue.forEach(Channel::close);
  }

  private void warn() {
    long displaced = open.displaced();
    if (displaced > reported) {
      LOG.warnf(
          "connections=%s closed=%s; all were in use, so those that waited for their clients made room for new ones;"
              + " find out which clients open so many",
          MOST_CONNECTIONS, displaced - reported);
      reported = displaced;
    }
  }

  /** Lets the listeners ask before they hand a new connection on. */
  private void limit() {
    on(
        listeners,
        loop ->
            loop.execute(
                () ->
                    loop.registeredChannelsIterator()
                        .forEachRemaining(
                            channel -> {
                              if (channel instanceof ServerChannel
                                  && channel.pipeline().get(Admission.class) == null) {
                                channel.pipeline().addFirst(new Admission(open));
                              }
                            })));
  }

  /** Asks before a listener hands a new connection on. */
  private static final class Admission extends ChannelInboundHandlerAdapter {

    private final OpenConnections open;

    Admission(OpenConnections open) {
      this.open = open;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel channel && !open.admit(Connection.of(channel))) {
        channel.unsafe().closeForcibly();
        return;
      }
      context.fireChannelRead(accepted);
    }
  }
}
