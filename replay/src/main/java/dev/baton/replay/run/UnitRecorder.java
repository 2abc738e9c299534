package dev.baton.replay.run;

import dev.baton.market.CandleSeries;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.StrategySide;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Records the results of the scans of one symbol, each once. Not safe for use by several threads. */
final class UnitRecorder {

  private final EvaluationLog log = new EvaluationLog();
  private final Set<SignalKey> known = new HashSet<>();
  private final List<PublishedSignal> signals = new ArrayList<>();
  private final Map<Fingerprint, Window> windows = new HashMap<>();
  private final Tally tally;
  private final Duration fetchLag;
  private final RulesInForce rules;

  /** The fingerprint that stands for all equal ones, so that a daily bar seen a hundred times is kept once. */
  private record Window(Optional<Fingerprint> input, CandleSeries bars) {}

  /**
   * @param fetchLag how long after its slot's time a signal is detected: a replayed scan takes no market time
   * @param rules those by which windows are evaluated
   */
  UnitRecorder(int sessions, Duration fetchLag, RulesInForce rules) {
    this.rules = rules;
    this.fetchLag = fetchLag;
    this.tally = new Tally(sessions);
  }

  void add(int session, Instant slot, ScanResult result) {
    tally.add(session, result);
    result.late().forEach(symbol -> add(slot, symbol, true));
    result.symbols().forEach(symbol -> add(slot, symbol, false));
  }

  private void add(Instant slot, SymbolResult symbol, boolean late) {
    log.add(
        new Evaluation(
            new BarKey(symbol.category(), symbol.symbol(), symbol.barTime()),
            slot,
            slot,
            symbol.outcome(),
            symbol.detail(),
            kept(symbol),
            found(symbol.signals()),
            rules.of(symbol.category()),
            symbol.lacking()));
    for (Signal signal : symbol.signals()) {
      if (known.add(signal.key())) {
        signals.add(new PublishedSignal(signal, slot, slot.plus(fetchLag), late));
      }
    }
  }

  private Optional<Fingerprint> kept(SymbolResult symbol) {
    if (symbol.input().isEmpty() || symbol.window().isEmpty()) {
      return symbol.input();
    }
    return windows
        .computeIfAbsent(
            symbol.input().get(), _ -> new Window(symbol.input(), symbol.window().get()))
        .input();
  }

  private static Set<StrategySide> found(List<Signal> signals) {
    return signals.isEmpty()
        ? Set.of()
        : signals.stream().map(StrategySide::of).collect(Collectors.toUnmodifiableSet());
  }

  UnitRecord record() {
    Map<Fingerprint, CandleSeries> bars = HashMap.newHashMap(windows.size());
    windows.forEach((input, window) -> bars.put(input, window.bars()));
    return new UnitRecord(log.all(), List.copyOf(signals), bars, tally);
  }
}
