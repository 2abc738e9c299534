package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scan and the repetition of what failed in it, as one result: costs are added, and the newer result of a symbol counts. */
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

  static ScanResult merge(ScanResult first, ScanResult again) {
    Map<Key, SymbolResult> newer = new HashMap<>();
    again
        .symbols()
        .forEach(result -> newer.put(new Key(result.category(), result.symbol()), result));
    List<SymbolResult> symbols =
        first.symbols().stream()
            .map(result -> newer.getOrDefault(new Key(result.category(), result.symbol()), result))
            .toList();
    EnumMap<Category, ScanResult.Cost> costs = new EnumMap<>(Category.class);
    costs.putAll(first.costs());
    again
        .costs()
        .forEach(
            (category, cost) ->
                costs.merge(
                    category,
                    cost,
                    (a, b) ->
                        // A lookup that is repeated within a scan is still one lookup, and was no
                        // hit.
                        new ScanResult.Cost(
                            a.lookups(), a.calls() + b.calls(), a.duration().plus(b.duration()))));
    return new ScanResult(
        symbols, costs, first.calls() + again.calls(), first.duration().plus(again.duration()));
  }
}
