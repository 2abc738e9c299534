package dev.baton.replay.fault;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.Optional;

/** One fault, in its place. */
public sealed interface Fault {

  Generation generation();

  default FaultKind kind() {
    return switch (this) {
      case MissingBar _ -> FaultKind.BAR_MISSING;
      case RevisedBar _ -> FaultKind.BAR_REVISED;
      case Ttl _ -> FaultKind.TTL;
      case WindowShift _ -> FaultKind.WINDOW_SHIFT;
      case OpenBar _ -> FaultKind.OPEN_BAR;
      case SkippedScan _ -> FaultKind.SKIPPED_SCAN;
      case LeftOut _ -> FaultKind.SYMBOL_LEFT_OUT;
      case Rounding _ -> FaultKind.ROUNDING;
    };
  }

  Scope scope();

  /** Whether it can change the generation's results for that symbol. */
  default boolean touches(Generation other, Symbol symbol) {
    return generation() == other && scope().covers(symbol);
  }

  /** The form of the option {@code --inject}: {@code optimized:bar_missing@RELIANCE@2026-06-10T11:05}. */
  default String text() {
    return "%s:%s@%s%s"
        .formatted(
            generation().label(),
            kind().label(),
            scope().symbol().map(Symbol::value).orElse(FaultOrder.ALL),
            scope().from().map(from -> "@" + time(from)).orElse(""));
  }

  private static String time(Instant from) {
    String local = MarketTime.local(from).toString();
    return local.endsWith("T00:00") ? local.substring(0, local.length() - 6) : local;
  }

  record MissingBar(Generation generation, Symbol symbol, Timeframe timeframe, Instant bar)
      implements Fault {
    @Override
    public Scope scope() {
      return new Scope(Optional.of(symbol), Optional.of(bar));
    }
  }

  /**
   * A bar that the generation's broker has with another close.
   *
   * @param factor the other close over the recorded one
   */
  record RevisedBar(
      Generation generation, Symbol symbol, Timeframe timeframe, Instant bar, double factor)
      implements Fault {
    @Override
    public Scope scope() {
      return new Scope(Optional.of(symbol), Optional.of(bar));
    }
  }

  /** A cache with a plain time-to-live of {@link StaleCore#TTL}. */
  record Ttl(Generation generation, Scope scope) implements Fault {}

  /** Windows that start one session, or seven days, later. */
  record WindowShift(Generation generation, Scope scope) implements Fault {}

  record OpenBar(Generation generation, Scope scope) implements Fault {}

  record SkippedScan(Generation generation, Instant slot) implements Fault {
    @Override
    public Scope scope() {
      return new Scope(Optional.empty(), Optional.of(slot));
    }
  }

  record LeftOut(Generation generation, Scope scope) implements Fault {}

  /** Prices of signals rounded to {@link RoundingEngine#TICK}. */
  record Rounding(Generation generation, Scope scope) implements Fault {}
}
