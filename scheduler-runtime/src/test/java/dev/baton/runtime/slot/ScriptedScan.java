package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.Lookups;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A scan whose every symbol has one signal, a function of symbol and slot, unless the script says that it fails. */
final class ScriptedScan implements ScanCore {

  static final Duration TOOK = Duration.ofMillis(100);

  final List<ScanRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile BiFunction<Symbol, Integer, Outcome> script = (_, _) -> Outcome.EVALUATED;
  private volatile Optional<Function<Category, Outcome>> byCategory = Optional.empty();

  /** How a symbol ends, by the number of the scan, counted from 1. */
  void script(BiFunction<Symbol, Integer, Outcome> outcome) {
    script = outcome;
  }

  /** How the symbols of a category end in each scan. */
  void scriptByCategory(Function<Category, Outcome> outcome) {
    byCategory = Optional.of(outcome);
  }

  private Outcome outcome(Category category, Symbol symbol, int number) {
    return byCategory.map(of -> of.apply(category)).orElseGet(() -> script.apply(symbol, number));
  }

  @Override
  public ScanResult scan(ScanRequest request) {
    requests.add(request);
    int number = requests.size();
    List<SymbolResult> results = new ArrayList<>();
    Map<Category, ScanResult.Cost> costs = new EnumMap<>(Category.class);
    request
        .symbols()
        .forEach(
            (category, symbols) -> {
              symbols.forEach(
                  symbol ->
                      results.add(
                          result(
                              category,
                              symbol,
                              request.slot(),
                              outcome(category, symbol, number))));
              costs.put(
                  category,
                  new ScanResult.Cost(
                      new Lookups(symbols.size(), symbols.size() - 1), symbols.size(), TOOK));
            });
    return new ScanResult(results, costs, results.size(), TOOK);
  }

  static SymbolResult result(Category category, Symbol symbol, Instant slot, Outcome outcome) {
    Instant bar = slot.minus(Duration.ofMinutes(5));
    if (outcome != Outcome.EVALUATED) {
      return new SymbolResult(
          category,
          symbol,
          bar,
          outcome,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          "no answer of the broker");
    }
    long hash = symbol.value().hashCode() * 31L + slot.getEpochSecond();
    Fingerprint input =
        new Fingerprint(Timeframe.FIVE_MINUTES, bar.minus(Duration.ofDays(2)), bar, 75, hash);
    double entry = 100 + Math.floorMod(hash, 1000) / 10.0;
    Signal signal =
        new Signal(
            new SignalKey(category, symbol, Strategy.MOMENTUM, Side.SELL, bar),
            new StrategySignal(Strategy.MOMENTUM, Side.SELL, entry, entry + 1, entry - 2, 0.8),
            input);
    return new SymbolResult(
        category, symbol, bar, outcome, Optional.of(input), Optional.empty(), List.of(signal), "");
  }
}
