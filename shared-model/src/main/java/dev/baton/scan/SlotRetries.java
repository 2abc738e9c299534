package dev.baton.scan;

import java.time.Duration;

/**
 * The retries of a scan whose due bar is not there yet.
 *
 * @param attempts fetches within the slot, the first included, 1 or more
 * @param pause market time between them
 */
public record SlotRetries(int attempts, Duration pause) {

  /** Three fetches, 5 seconds apart. */
  public static final SlotRetries DEFAULT = new SlotRetries(3, Duration.ofSeconds(5));

  public SlotRetries {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts " + attempts + " is below 1");
    }
  }
}
