package dev.baton.signal;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.time.Instant;
import java.util.Comparator;

/**
 * The identity of a signal. Signals with the same key are the same signal, in whichever generation and however often found.
 *
 * @param barTime open of the bar that gave the signal
 */
public record SignalKey(
    Category category, Symbol symbol, Strategy strategy, Side side, Instant barTime)
    implements Comparable<SignalKey> {

  private static final Comparator<SignalKey> ORDER =
      Comparator.comparing(SignalKey::barTime)
          .thenComparing(SignalKey::category)
          .thenComparing(SignalKey::symbol)
          .thenComparing(SignalKey::strategy)
          .thenComparing(SignalKey::side);

  public SignalKey {
    requireNonNull(category, "category is null");
    requireNonNull(symbol, "symbol is null");
    requireNonNull(strategy, "strategy is null");
    requireNonNull(side, "side is null");
    requireNonNull(barTime, "barTime is null");
  }

  /** By bar time, category, symbol, strategy and side. */
  @Override
  public int compareTo(SignalKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s %s %s %s %s"
        .formatted(category.label(), symbol, strategy.label(), side, MarketTime.offset(barTime));
  }
}
