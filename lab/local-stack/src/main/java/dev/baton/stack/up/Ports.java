package dev.baton.stack.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port of this machine is free. */
final class Ports {

  private Ports() {}

  /**
   * @param option the option that changes it
   * @throws UsageException if another program listens there
   */
  static void check(String option, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UsageException(
          "port %d is used by another program; choose another one with %s".formatted(port, option));
    }
  }
}
