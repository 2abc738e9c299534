package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Strategy;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A rule that accepts a known difference. Accepted differences are counted and shown. An empty filter matches everything, but
 * a cause in code or publication is accepted only by a rule that names it.
 *
 * @param owner the person or team responsible for the rule
 * @param reason why the difference is not a defect
 * @param expires the last session in which the rule holds
 */
public record AcceptedDifference(
    Optional<Category> category,
    Optional<Symbol> symbol,
    Optional<Strategy> strategy,
    Optional<Cause> cause,
    String owner,
    String reason,
    LocalDate expires) {

  /**
   * @throws IllegalArgumentException if owner or reason is blank, or all filters are empty
   */
  public AcceptedDifference {
    requireNonNull(category, "category is null");
    requireNonNull(symbol, "symbol is null");
    requireNonNull(strategy, "strategy is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(expires, "expires is null");
    if (category.isEmpty() && symbol.isEmpty() && strategy.isEmpty() && cause.isEmpty()) {
      throw new IllegalArgumentException(
          "an accepted difference needs a category, a symbol, a strategy or a cause; one without accepts everything");
    }
    if (owner.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("an accepted difference needs an owner and a reason");
    }
  }

  /** Whether the rule accepts a difference with that cause, of a signal whose bar was first due in that session. */
  boolean accepts(SignalKey key, LocalDate session, Cause decided) {
    return !session.isAfter(expires)
        && category.filter(wanted -> wanted != key.category()).isEmpty()
        && symbol.filter(wanted -> !wanted.equals(key.symbol())).isEmpty()
        && strategy.filter(wanted -> wanted != key.strategy()).isEmpty()
        && cause
            .map(wanted -> wanted == decided)
            .orElseGet(
                () ->
                    switch (decided.kind()) {
                      case INPUT, NOT_SCANNED, TIMING -> true;
                      case PUBLICATION, CODE -> false;
                    });
  }
}
