package dev.baton.runtime.rest;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A client's connection: what it waits for, and since when (ADR 35). It is changed on its event loop alone; other threads may read
 * {@link #wait} and {@link #since}.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<Connection> KEY = AttributeKey.valueOf("baton.connection");

  /** Requests that a client may send ahead of their answers. */
  static final int MOST_AHEAD = 32;

  /** Bytes of answers that a client may leave unread when it sends the next request. */
  static final long MOST_UNREAD = 1 << 20;

  /** What a connection waits for. Those that are closed first when there are too many come first. */
  enum Wait {
    /** The client: it has no request, or has not ended its headers. */
    REQUEST,
    /** The client: its request has a body, which has not ended. */
    BODY,
    /** The client: an answer is leaving. */
    READING,
    /** The service: it answers. */
    SERVICE
  }

  private final Channel channel;
  private volatile Wait wait = Wait.REQUEST;
  private volatile long since = System.nanoTime();

  /** The request that is read or answered. */
  private Optional<RoutingContext> request = Optional.empty();

  /** The state of the answer that is leaving, as {@link #overdue} has seen it last. */
  private int firstUnsent;

  private long sentOfFirst;

  private boolean counting;
  private int ahead;

  private Connection(Channel channel) {
    this.channel = channel;
  }

  /** The connection of a channel; always the same one. */
  static Connection of(Channel channel) {
    Connection known = channel.attr(KEY).get();
    if (known != null) {
      return known;
    }
    Connection created = new Connection(channel);
    Connection other = channel.attr(KEY).setIfAbsent(created);
    return other == null ? created : other;
  }

  /** The connection of a request; on its event loop. */
  static Optional<Connection> of(RoutingContext request) {
    return request.request().connection() instanceof ConnectionBase connection
        ? Optional.of(of(connection.channel()))
        : Optional.empty();
  }

  Channel channel() {
    return channel;
  }

  Wait waitsFor() {
    return wait;
  }

  /** The time of the last step: the connection was opened, a request began or ended, bytes left; of {@link System#nanoTime}. */
  long since() {
    return since;
  }

  /**
   * A request begins.
   *
   * @return whether it is to be answered: not if the client leaves too much unread
   */
  boolean begin(RoutingContext begun) {
    if (counting) {
      ahead--;
    } else {
      counting = true;
      channel.pipeline().addBefore(lastHandler(begun), "baton.ahead", this);
    }
    request = Optional.of(begun);
    step(Wait.SERVICE);
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent != null && unsent.totalPendingWriteBytes() <= MOST_UNREAD;
  }

  private static String lastHandler(RoutingContext begun) {
    return ((ConnectionBase) begun.request().connection()).channelHandlerContext().name();
  }

  /** The body of the request is waited for. */
  void awaitBody() {
    step(Wait.BODY);
  }

  /** The body has ended. */
  void bodyRead() {
    step(Wait.SERVICE);
  }

  /** The answer to a request has been written, or the request has failed. */
  void end(RoutingContext ended) {
    // The next one may have begun.
    if (request.filter(known -> known == ended).isPresent()) {
      request = Optional.empty();
      step(Wait.REQUEST);
    }
  }

  private void step(Wait next) {
    wait = next;
    since = System.nanoTime();
  }

  /**
   * Whether the client has kept the connection waiting for too long: no request has come, or no byte of an answer has left. The
   * wait for a body has a limit of its own, in {@link RequestGate}. Time in which the service works does not count.
   *
   * @param now of {@link System#nanoTime}
   * @param longest in nanoseconds
   */
  boolean overdue(long now, long longest) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    Object first = unsent == null ? null : unsent.current();
    long sent = first == null ? 0 : unsent.currentProgress();
    int identity = System.identityHashCode(first);
    if (identity != firstUnsent || sent != sentOfFirst) {
      firstUnsent = identity;
      sentOfFirst = sent;
      since = now;
    }
    if (first != null) {
      wait = Wait.READING;
    } else if (wait == Wait.READING) {
      wait = request.isPresent() ? Wait.SERVICE : Wait.REQUEST;
    }
    return (wait == Wait.REQUEST || wait == Wait.READING) && now - since > longest;
  }

  /** Counts requests that come before the answer to an earlier one: they are kept in memory. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      ahead++;
    }
    if (ahead > MOST_AHEAD) {
      ReferenceCountUtil.release(message);
      context.close();
      return;
    }
    context.fireChannelRead(message);
  }
}
