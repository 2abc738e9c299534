package dev.baton.replay.fault;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Symbol;
import java.time.Instant;
import java.util.Optional;

/**
 * The scope of a fault that lasts.
 *
 * @param symbol the symbol whose scans are affected; empty for all symbols
 * @param from first slot or bar that is affected, with everything after it; empty for all
 */
public record Scope(Optional<Symbol> symbol, Optional<Instant> from) {

  public Scope {
    requireNonNull(symbol, "symbol is null");
    requireNonNull(from, "from is null");
  }

  /** Whether scans of that symbol are affected. */
  public boolean covers(Symbol other) {
    return symbol.isEmpty() || symbol.get().equals(other);
  }

  /** Whether that time is affected. */
  boolean covers(Instant time) {
    return from.isEmpty() || !time.isBefore(from.get());
  }
}
