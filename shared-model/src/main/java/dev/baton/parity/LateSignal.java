package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.signal.SignalKey;
import java.time.LocalDate;

/**
 * A signal that both generations published, legacy in time and optimized late.
 *
 * <p>Decided in ADR 20.
 *
 * @param session the market date on which its bar was first due
 */
public record LateSignal(
    SignalKey key, LocalDate session, PublishedSignal legacy, PublishedSignal optimized) {

  public LateSignal {
    requireNonNull(key, "key is null");
    requireNonNull(session, "session is null");
    requireNonNull(legacy, "legacy is null");
    requireNonNull(optimized, "optimized is null");
  }
}
