package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.signal.Signal;
import java.time.Instant;

/**
 * A signal as a generation published it.
 *
 * @param slot the slot that found it first
 * @param detectedAt market time at which that slot's scan ended
 */
public record Published(Signal signal, Instant slot, Instant detectedAt) {

  public Published {
    requireNonNull(signal, "signal is null");
    requireNonNull(slot, "slot is null");
    requireNonNull(detectedAt, "detectedAt is null");
  }
}
