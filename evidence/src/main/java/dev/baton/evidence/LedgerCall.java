package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import java.time.Instant;

/**
 * A call in the ledger of a service.
 *
 * @param id the id that goes with the call
 * @param at market time
 * @param symbol empty if the call is about none
 * @param unknown whether nobody can tell whether the broker got it, as {@link UnknownCalls} defines
 * @param outcome how it ended, or {@code intent} if that was never written
 */
public record LedgerCall(
    String id,
    Generation generation,
    Instant at,
    String endpoint,
    String symbol,
    boolean unknown,
    String outcome) {

  public LedgerCall {
    requireNonNull(id, "id is null");
    requireNonNull(generation, "generation is null");
    requireNonNull(at, "at is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(symbol, "symbol is null");
    requireNonNull(outcome, "outcome is null");
  }

  /** Whether it is unknown because its process was gone before it could write how the call ended. */
  public boolean abandoned() {
    return unknown && (outcome.equals("intent") || outcome.equals("crashed"));
  }
}
