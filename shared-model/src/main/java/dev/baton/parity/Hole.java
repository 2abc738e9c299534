package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Bars of a session that were due on both sides and that at least one side did not evaluate, for one reason.
 *
 * @param hold what that means for the verdict
 * @param legacy why the legacy generation did not evaluate them; empty if it did
 * @param optimized why the optimized generation did not; empty if it did
 * @param symbols which, in order
 * @param bars number of (symbol, bar) pairs
 * @param firstBar open of the oldest of them; empty if the calendar does not know which bar was due
 * @param lastBar open of the newest of them
 * @param detail one of the reasons in the generation's own words
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
