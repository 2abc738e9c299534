package dev.baton.integration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for processes that are started a moment later. They are below those that a system gives to outgoing connections, and
 * each JVM that runs tests has a range of its own, so that nobody takes one in between.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int EACH = 3_000;
  private static final int FORKS = 4;

  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + EACH * ((Integer.getInteger("baton.fork", 1) - 1) % FORKS));

  private FreePorts() {}

  /** One that nobody has yet. */
  public static int next() {
    while (true) {
      int port = NEXT.getAndIncrement();
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        return port;
      } catch (IOException e) {
        // Another program's.
        continue;
      }
    }
  }
}
