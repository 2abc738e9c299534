package dev.baton.runtime.store;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.AwaitedBars;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The question which bars a generation awaits at a slot (ADR 41), answered by what its earlier slots recorded. */
final class AwaitedQuery {

  /** The outcomes are written out, as in the condition of the index. */
  static final String SQL =
      """
      select distinct e.category, e.symbol, cast(extract(epoch from e.bar_time) as bigint)
      from evaluation e
      where e.generation = :generation and e.category = any (string_to_array(cast(:categories as text), ','))
        and e.slot_time >= cast(:session as timestamptz) and e.slot_time < cast(:slot as timestamptz)
        and e.bar_time >= cast(:session as timestamptz)
        and e.outcome in (UNSETTLED)
        and not exists (
          select from evaluation settled
          where settled.generation = e.generation and settled.category = e.category
            and settled.symbol = e.symbol and settled.bar_time = e.bar_time
            and settled.slot_time < cast(:slot as timestamptz) and settled.outcome not in (UNSETTLED))
      """
          .replace(
              "UNSETTLED",
              Stream.of(Outcome.values())
                  .filter(outcome -> !outcome.settles())
                  .map(outcome -> "'" + outcome.label() + "'")
                  .collect(Collectors.joining(", ")));

  private AwaitedQuery() {}

  /** The categories of those whose bars are awaited. */
  static List<String> categories(Set<Category> categories) {
    return categories.stream()
        .filter(category -> category.signalTimeframe().intraday())
        .map(Category::label)
        .toList();
  }

  static Map<String, Object> parameters(
      Generation generation, List<String> categories, Instant slot) {
    return Map.of(
        "generation", generation.label(),
        "categories", String.join(",", categories),
        "session", MarketTime.startOf(MarketTime.date(slot)),
        "slot", slot);
  }

  static AwaitedBars bars(Collection<Object[]> rows) {
    return AwaitedBars.of(
        rows.stream()
            .map(
                row ->
                    new AwaitedBars.Bar(
                        Category.ofLabel((String) row[0]),
                        Symbol.of((String) row[1]),
                        Instant.ofEpochSecond((Long) row[2])))
            .toList());
  }
}
