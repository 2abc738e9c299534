package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The results of a slot for one symbol in one category.
 *
 * @param due the result of the bar that is due
 * @param late the results of awaited bars that the candles have, oldest first (ADR 41)
 */
public record BarResults(SymbolResult due, List<SymbolResult> late) {

  public BarResults {
    requireNonNull(due, "due is null");
    late = List.copyOf(late);
  }

  /** Without a late bar. */
  public BarResults(SymbolResult due) {
    this(due, List.of());
  }
}
