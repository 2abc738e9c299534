package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

  /** More than the system keeps for a connection in both directions. */
  private static final int READ_AT_ONCE = 1 << 20;

  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final Socket client = new Socket();
  private Channel channel;
  private long now;

  @BeforeEach
  void connect() throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.SO_SNDBUF, 64 << 10)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    accepted.complete(opened);
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    client.setReceiveBufferSize(16 << 10);
    client.connect(listener.localAddress());
    channel = accepted.get();
    Connection.of(channel);
    now = System.nanoTime();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
  }

  /** Whether the connection is overdue when more than the limit has passed since it was asked last. */
  private boolean overdueAtTheNextLook() throws Exception {
    now += LONGEST + 1;
    return channel.eventLoop().submit(() -> Connection.of(channel).overdue(now, LONGEST)).get();
  }

  @Test
  void anAnswerThatAClientReadsSlowlyIsNotOverdue() throws Exception {
    // given an answer whose request has ended, as far as the service is concerned
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[8 * READ_AT_ONCE]));
    assertThat(overdueAtTheNextLook()).isFalse();

    // when, then
    for (int i = 0; i < 7; i++) {
      client.getInputStream().readNBytes(READ_AT_ONCE);
      assertThat(overdueAtTheNextLook()).as("look %s", i).isFalse();
      assertThat(Connection.of(channel).waitsFor()).isEqualTo(Connection.Wait.READING);
    }
    client.getInputStream().readNBytes(READ_AT_ONCE);
    assertThat(overdueAtTheNextLook()).isFalse();
    assertThat(Connection.of(channel).waitsFor()).isEqualTo(Connection.Wait.REQUEST);
    assertThat(overdueAtTheNextLook()).isTrue();
  }

  @Test
  void anAnswerThatNobodyReadsIsOverdueAlsoWhileTheServiceWritesIt() throws Exception {
    // given
    channel.eventLoop().submit(() -> Connection.of(channel).bodyRead()).sync();
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[8 * READ_AT_ONCE]));
    assertThat(overdueAtTheNextLook()).isFalse();

    // when the system has taken what it keeps
    while (!overdueAtTheNextLook()) {
      Thread.onSpinWait();
    }

    // then more that is written does not help
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).isDone();
    assertThat(overdueAtTheNextLook()).isTrue();
    // until the client reads
    client.getInputStream().readNBytes(READ_AT_ONCE);
    assertThat(overdueAtTheNextLook()).isFalse();
  }

  @Test
  void aRequestThatTheServiceAnswersIsNeverOverdueAndOneThatDoesNotComeIs() throws Exception {
    assertThat(overdueAtTheNextLook()).isTrue();

    channel.eventLoop().submit(() -> Connection.of(channel).bodyRead()).sync();
    for (int i = 0; i < 3; i++) {
      assertThat(overdueAtTheNextLook()).isFalse();
    }
  }

  @Test
  void requestsFarAheadOfTheirAnswersCloseTheConnection() {
    // given the first request is being answered
    EmbeddedChannel ahead = new EmbeddedChannel();
    ahead.pipeline().addLast(Connection.of(ahead));

    // when, then
    for (int i = 0; i < Connection.MOST_AHEAD; i++) {
      ahead.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }
    assertThat(ahead.isOpen()).isTrue();
    ahead.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    assertThat(ahead.isOpen()).isFalse();
    assertThat(ahead.inboundMessages()).hasSize(Connection.MOST_AHEAD);
  }
}
