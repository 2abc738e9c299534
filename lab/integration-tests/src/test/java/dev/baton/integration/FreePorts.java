package dev.baton.integration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports for processes that start a moment later. They are below the ports that a system gives to outgoing connections,
 * and each test JVM has a range of its own, so no other process takes one in between.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int EACH = 3_000;
  private static final int FORKS = 4;

  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + EACH * ((Integer.getInteger("baton.fork", 1) - 1) % FORKS));

  private FreePorts() {}

  /** A port that is free and was not returned before. */
  public static int next() {
    while (true) {
      int port = NEXT.getAndIncrement();
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        return port;
      } catch (IOException e) {
        // In use by another program.
        continue;
      }
    }
  }
}
