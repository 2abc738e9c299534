package dev.baton.replay.fault;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

record LeftOutCore(ScanCore core, Scope scope) implements ScanCore {

  @Override
  public ScanResult scan(ScanRequest request) throws InterruptedException {
    if (!scope.covers(request.slot())) {
      return core.scan(request);
    }
    Map<Category, List<Symbol>> left = new EnumMap<>(Category.class);
    request
        .symbols()
        .forEach(
            (category, symbols) -> {
              List<Symbol> others =
                  symbols.stream().filter(symbol -> !scope.covers(symbol)).toList();
              if (!others.isEmpty()) {
                left.put(category, others);
              }
            });
    return left.isEmpty()
        ? new ScanResult(List.of(), Map.of(), 0, Duration.ZERO)
        : core.scan(request.with(request.slot(), left));
  }
}
