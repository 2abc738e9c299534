package dev.baton.replay.fault;

import static java.util.Objects.requireNonNull;

import dev.baton.market.Symbol;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a fault is that lasts.
 *
 * @param symbol whose scans; empty for those of all symbols
 * @param from first slot or bar that it touches, and everything after it; empty if it touches all
 */
public record Scope(Optional<Symbol> symbol, Optional<Instant> from) {

  public Scope {
    requireNonNull(symbol, "symbol is null");
    requireNonNull(from, "from is null");
  }

  /** Whether scans of that symbol are touched. */
  public boolean covers(Symbol other) {
    return symbol.isEmpty() || symbol.get().equals(other);
  }

  /** Whether that time is touched. */
  boolean covers(Instant time) {
    return from.isEmpty() || !time.isBefore(from.get());
  }
}
