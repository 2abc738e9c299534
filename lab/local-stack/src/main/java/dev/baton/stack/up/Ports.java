package dev.baton.stack.up;

import dev.baton.category.Generation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where each process listens, on this machine only. */
final class Ports {

  @Option(
      names = "--optimized-port",
      paramLabel = "PORT",
      defaultValue = "8000",
      description = "Default: ${DEFAULT-VALUE}.")
  int optimized;

  @Option(
      names = "--legacy-port",
      paramLabel = "PORT",
      defaultValue = "8001",
      description = "Default: ${DEFAULT-VALUE}.")
  int legacy;

  @Option(
      names = "--simulator-port",
      paramLabel = "PORT",
      defaultValue = "8010",
      description = "Default: ${DEFAULT-VALUE}.")
  int simulator;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Default: any free one.")
  int postgres;

  int of(Generation generation) {
    return switch (generation) {
      case LEGACY -> legacy;
      case OPTIMIZED -> optimized;
    };
  }

  /**
   * Checks the options.
   *
   * @throws UsageException if one is no port, or two are the same
   */
  void check() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("--optimized-port", optimized);
    ports.put("--legacy-port", legacy);
    ports.put("--simulator-port", simulator);
    if (postgres != 0) {
      ports.put("--postgres-port", postgres);
    }
    Map<Integer, String> seen = new HashMap<>();
    ports.forEach(
        (option, port) -> {
          if (port < 1 || port > 65535) {
            throw new UsageException("%s: %s is no port".formatted(option, port));
          }
          String other = seen.put(port, option);
          if (other != null) {
            throw new UsageException("%s and %s are both %s".formatted(other, option, port));
          }
        });
  }

  /**
   * @param option the option that changes it
   * @throws UsageException if another program listens there
   */
  static void checkFree(String option, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UsageException(
          "port %s is used by another program; choose another one with %s".formatted(port, option));
    }
  }
}
