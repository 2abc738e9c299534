package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.scan.Lookups;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Several scans of a slot as one result. */
final class RetriedScan {

  private record Key(Category category, Symbol symbol) {}

  private RetriedScan() {}

  /** The symbols that failed or timed out, for each category that has any. */
  static Map<Category, List<Symbol>> failed(ScanResult result) {
    EnumMap<Category, List<Symbol>> failed = new EnumMap<>(Category.class);
    for (SymbolResult symbol : result.symbols()) {
      if (symbol.outcome().error()) {
        failed.computeIfAbsent(symbol.category(), _ -> new ArrayList<>()).add(symbol.symbol());
      }
    }
    return failed;
  }

  /**
   * A scan and its repetition for what failed: the newer result of a symbol counts, also of its late bars. A repeated lookup is one
   * lookup, and no hit.
   */
  static ScanResult merge(ScanResult first, ScanResult again) {
    Map<Key, SymbolResult> newer = new HashMap<>();
    again
        .symbols()
        .forEach(result -> newer.put(new Key(result.category(), result.symbol()), result));
    return sum(
        first,
        again,
        first.symbols().stream()
            .map(result -> newer.getOrDefault(new Key(result.category(), result.symbol()), result))
            .toList(),
        Stream.concat(
                first.late().stream().filter(result -> stillCounts(result, newer, again.late())),
                again.late().stream())
            .toList(),
        (lookups, _) -> lookups);
  }

  /** Whether a late bar's result is not replaced: the repetition failed, and did not get as far as that bar. */
  private static boolean stillCounts(
      SymbolResult late, Map<Key, SymbolResult> newer, List<SymbolResult> newerLate) {
    SymbolResult due = newer.get(new Key(late.category(), late.symbol()));
    return due == null
        || due.outcome().error()
            && newerLate.stream()
                .noneMatch(
                    other ->
                        other.category() == late.category()
                            && other.symbol().equals(late.symbol())
                            && other.barTime().equals(late.barTime()));
  }

  /** Scans of different symbols. */
  static ScanResult join(ScanResult first, ScanResult then) {
    return sum(
        first,
        then,
        Stream.concat(first.symbols().stream(), then.symbols().stream()).toList(),
        Stream.concat(first.late().stream(), then.late().stream()).toList(),
        Lookups::plus);
  }

  private static ScanResult sum(
      ScanResult first,
      ScanResult second,
      List<SymbolResult> symbols,
      List<SymbolResult> late,
      BinaryOperator<Lookups> lookups) {
    EnumMap<Category, ScanResult.Cost> costs = new EnumMap<>(Category.class);
    costs.putAll(first.costs());
    second
        .costs()
        .forEach(
            (category, cost) ->
                costs.merge(
                    category,
                    cost,
                    (a, b) ->
                        new ScanResult.Cost(
                            lookups.apply(a.lookups(), b.lookups()),
                            a.calls() + b.calls(),
                            a.duration().plus(b.duration()))));
    return new ScanResult(
        symbols,
        late,
        costs,
        first.calls() + second.calls(),
        first.duration().plus(second.duration()));
  }
}
