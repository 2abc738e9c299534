package dev.baton.simulator.clock;

import java.time.Instant;

/** Market time of the broker's calls. */
public interface CallTime {

  /** Market time now. */
  Instant now();

  /** Records that a client was heard of. */
  void heardOf(String client);
}
