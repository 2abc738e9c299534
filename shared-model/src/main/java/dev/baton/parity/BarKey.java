package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.signal.SignalKey;
import java.time.Instant;

/**
 * The identity of what is evaluated: one bar of a symbol, for a category.
 *
 * @param barTime open of the bar
 */
public record BarKey(Category category, Symbol symbol, Instant barTime) {

  public BarKey {
    requireNonNull(category, "category is null");
    requireNonNull(symbol, "symbol is null");
    requireNonNull(barTime, "barTime is null");
  }

  public static BarKey of(SignalKey key) {
    return new BarKey(key.category(), key.symbol(), key.barTime());
  }

  /** The signal of the bar for that strategy and side. */
  SignalKey signal(StrategySide found) {
    return new SignalKey(category, symbol, found.strategy(), found.side(), barTime);
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(category.label(), symbol, MarketTime.text(barTime));
  }
}
