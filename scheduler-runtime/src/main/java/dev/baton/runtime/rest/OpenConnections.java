package dev.baton.runtime.rest;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that are open, up to a limit. A newcomer beyond it takes the place of the connection that has waited longest for
 * its client, so that a probe is always answered (ADR 35). Safe for use by several threads.
 */
final class OpenConnections {

  private static final Comparator<Connection> FIRST_TO_LEAVE =
      Comparator.comparing(Connection::waitsFor).thenComparing(Connection::since);

  private final int most;
  private final Set<Connection> open = new LinkedHashSet<>();
  private long displaced;

  /**
   * @param most connections that are open at a time, at least 1
   */
  OpenConnections(int most) {
    this.most = most;
  }

  /** Whether a new connection is served. It is not if all are being answered. */
  synchronized boolean admit(Connection newcomer) {
    if (open.size() >= most) {
      Optional<Connection> leaves =
          open.stream()
              .filter(connection -> connection.waitsFor() != Connection.Wait.SERVICE)
              .min(FIRST_TO_LEAVE);
      if (leaves.isEmpty()) {
        return false;
      }
      open.remove(leaves.get());
      leaves.get().channel().close();
      displaced++;
    }
    open.add(newcomer);
    newcomer.channel().closeFuture().addListener(_ -> remove(newcomer));
    return true;
  }

  /** How many connections have been closed for a newcomer. */
  synchronized long displaced() {
    return displaced;
  }

  private synchronized void remove(Connection closed) {
    open.remove(closed);
  }
}
