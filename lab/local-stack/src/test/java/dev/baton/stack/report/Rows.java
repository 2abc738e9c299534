package dev.baton.stack.report;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.Evidence;
import dev.baton.evidence.LedgerCall;
import dev.baton.evidence.ScanRow;
import dev.baton.evidence.SlotRow;
import dev.baton.market.Symbol;
import dev.baton.parity.BarKey;
import dev.baton.parity.Evaluation;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.RecordedWindows;
import dev.baton.parity.StrategySide;
import dev.baton.scan.Lookups;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.slot.RecordedSchedules;
import dev.baton.stack.report.RunRecord.BrokerRow;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Rows of a run for tests, collected step by step. */
final class Rows {

  final List<SlotRow> slots = new ArrayList<>();
  final List<ScanRow> scans = new ArrayList<>();
  final List<LedgerCall> ledger = new ArrayList<>();
  private final Map<Generation, EvaluationLog> evaluations = new EnumMap<>(Generation.class);
  private final Map<Generation, List<PublishedSignal>> signals = new EnumMap<>(Generation.class);
  Optional<List<BrokerRow>> broker = Optional.empty();

  static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(ZoneOffset.ofHoursMinutes(5, 30));
  }

  /** The five-minute bar of a day-trading symbol that opens then. */
  static BarKey bar(String symbol, String local) {
    return new BarKey(Category.DAY_TRADING, Symbol.of(symbol), at(local));
  }

  Rows slot(
      Generation generation,
      Category category,
      String local,
      double millis,
      int lookups,
      int hits) {
    return slot(generation, category, local, at(local).plusSeconds(2), true, millis, lookups, hits);
  }

  Rows slot(
      Generation generation,
      Category category,
      String local,
      Instant startedAt,
      boolean done,
      double millis,
      int lookups,
      int hits) {
    return slot(generation, category, at(local), startedAt, done, millis, lookups, hits);
  }

  Rows slot(
      Generation generation,
      Category category,
      Instant slot,
      Instant startedAt,
      boolean done,
      double millis,
      int lookups,
      int hits) {
    slots.add(
        new SlotRow(
            generation,
            category,
            slot,
            done,
            1,
            false,
            startedAt,
            millis,
            lookups - hits,
            new Lookups(lookups, hits),
            0,
            0,
            0,
            0,
            0));
    return this;
  }

  /** All of these slots, done in time. */
  Rows done(Generation generation, Category category, List<Schedule.Slot> due) {
    due.forEach(
        slot -> slot(generation, category, slot.time(), slot.time().plusSeconds(2), true, 1, 2, 0));
    return this;
  }

  Rows scan(
      Generation generation, String name, String local, double millis, Category... categories) {
    scans.add(
        new ScanRow(
            name + local,
            generation,
            name,
            at(local),
            Set.of(categories),
            false,
            at(local),
            millis,
            0,
            Lookups.NONE,
            0,
            0));
    return this;
  }

  Rows evaluated(Generation generation, BarKey bar, long input, Strategy... found) {
    return evaluation(
        generation, bar, Outcome.EVALUATED, "", Optional.of(input(bar, input)), found);
  }

  Rows evaluation(Generation generation, BarKey bar, Outcome outcome, String detail) {
    return evaluation(generation, bar, outcome, detail, Optional.empty());
  }

  private Rows evaluation(
      Generation generation,
      BarKey bar,
      Outcome outcome,
      String detail,
      Optional<Fingerprint> input,
      Strategy... found) {
    Set<StrategySide> all = new HashSet<>();
    for (Strategy strategy : found) {
      all.add(new StrategySide(strategy, Side.BUY));
    }
    evaluations
        .computeIfAbsent(generation, _ -> new EvaluationLog())
        .add(new Evaluation(bar, slot(bar), slot(bar), outcome, detail, input, all, ""));
    return this;
  }

  Rows signal(Generation generation, BarKey bar, Strategy strategy, double entry, long input) {
    return signal(generation, bar, strategy, entry, input, slot(bar));
  }

  Rows signalIn(Generation generation, BarKey bar, Strategy strategy, String slot) {
    return signal(generation, bar, strategy, 1412.3, 1, at(slot));
  }

  private Rows signal(
      Generation generation,
      BarKey bar,
      Strategy strategy,
      double entry,
      long input,
      Instant slot) {
    SignalKey key = new SignalKey(bar.category(), bar.symbol(), strategy, Side.BUY, bar.barTime());
    StrategySignal values = new StrategySignal(strategy, Side.BUY, entry, 1390, 1450, 0.8);
    signals
        .computeIfAbsent(generation, _ -> new ArrayList<>())
        .add(
            new PublishedSignal(
                new Signal(key, values, input(bar, input)), slot, slot.plusSeconds(3)));
    return this;
  }

  /** The first slot in which a five-minute bar is due. */
  private static Instant slot(BarKey bar) {
    return bar.barTime().plus(Duration.ofMinutes(5));
  }

  private static Fingerprint input(BarKey bar, long hash) {
    return new Fingerprint(
        bar.category().signalTimeframe(), at("2026-06-08T09:15"), bar.barTime(), 150, hash);
  }

  Rows called(Generation generation, String id, String symbol, String state) {
    return called(generation, id, symbol, state, state);
  }

  Rows called(Generation generation, String id, String symbol, String state, String outcome) {
    ledger.add(
        new LedgerCall(
            id,
            generation,
            at("2026-06-10T09:15:02"),
            "historicaldata",
            symbol,
            state.equals("intent") || state.equals("unknown"),
            outcome));
    return this;
  }

  Rows brokerGot(Generation generation, String id, String symbol) {
    List<BrokerRow> rows = new ArrayList<>(broker.orElse(List.of()));
    rows.add(new BrokerRow(id, generation.label(), "historicaldata", symbol, "ok"));
    broker = Optional.of(rows);
    return this;
  }

  RunRecord record() {
    Map<Generation, GenerationEvidence> recorded = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      recorded.put(
          generation,
          new GenerationEvidence(
              generation,
              slots.stream()
                  .filter(row -> row.generation() == generation && row.done())
                  .collect(
                      Collectors.groupingBy(
                          SlotRow::category,
                          Collectors.mapping(SlotRow::slot, Collectors.toSet()))),
              evaluations.getOrDefault(generation, new EvaluationLog()).all(),
              signals.getOrDefault(generation, List.of()),
              RecordedWindows.NONE,
              Map.of()));
    }
    return new RunRecord(
        slots, scans, new Evidence(recorded, Map.of(), RecordedSchedules.NONE), ledger, broker);
  }

  /** From when on slots are due, by these generations. */
  static Map<Generation, Map<Category, Instant>> since(
      Set<Generation> generations, BiFunction<Generation, Category, Instant> since) {
    Map<Generation, Map<Category, Instant>> all = new EnumMap<>(Generation.class);
    for (Generation generation : generations) {
      Map<Category, Instant> starts = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        starts.put(category, since.apply(generation, category));
      }
      all.put(generation, starts);
    }
    return all;
  }
}
