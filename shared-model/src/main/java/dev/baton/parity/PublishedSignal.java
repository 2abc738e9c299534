package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import java.time.Instant;

/**
 * A signal as a generation published it.
 *
 * @param slot the first slot that found it
 * @param detectedAt market time at which that slot's scan ended
 * @param late whether that slot was caught up, or found a bar that an earlier one had awaited
 */
public record PublishedSignal(Signal signal, Instant slot, Instant detectedAt, boolean late) {

  public PublishedSignal {
    requireNonNull(signal, "signal is null");
    requireNonNull(slot, "slot is null");
    requireNonNull(detectedAt, "detectedAt is null");
  }

  /** A signal of a slot that began in time. */
  public PublishedSignal(Signal signal, Instant slot, Instant detectedAt) {
    this(signal, slot, detectedAt, false);
  }

  public SignalKey key() {
    return signal.key();
  }
}
