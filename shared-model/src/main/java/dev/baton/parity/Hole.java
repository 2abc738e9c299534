package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Bars of a session that were due in both generations and that at least one did not evaluate, for one reason.
 *
 * @param hold the reason to put the verdict on hold
 * @param legacy why the legacy generation did not evaluate them; empty if it did
 * @param optimized why the optimized generation did not evaluate them; empty if it did
 * @param symbols in order
 * @param bars number of (symbol, bar) pairs
 * @param firstBar open of the oldest bar; empty if the calendar does not know which bar was due
 * @param lastBar open of the newest bar; empty likewise
 * @param detail the recorded reason of one of the bars
 */
public record Hole(
    Category category,
    LocalDate session,
    HoldReason hold,
    Optional<String> legacy,
    Optional<String> optimized,
    List<Symbol> symbols,
    int bars,
    Optional<Instant> firstBar,
    Optional<Instant> lastBar,
    String detail) {

  public Hole {
    requireNonNull(category, "category is null");
    requireNonNull(session, "session is null");
    requireNonNull(hold, "hold is null");
    symbols = List.copyOf(symbols);
  }
}
