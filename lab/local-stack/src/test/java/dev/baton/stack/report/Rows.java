package dev.baton.stack.report;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.stack.report.Evidence.Bar;
import dev.baton.stack.report.Evidence.BrokerRow;
import dev.baton.stack.report.Evidence.EvaluationRow;
import dev.baton.stack.report.Evidence.Key;
import dev.baton.stack.report.Evidence.LedgerRow;
import dev.baton.stack.report.Evidence.ScanRow;
import dev.baton.stack.report.Evidence.SignalRow;
import dev.baton.stack.report.Evidence.SlotRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of a run for tests, collected step by step. */
final class Rows {

  final List<SlotRow> slots = new ArrayList<>();
  final List<ScanRow> scans = new ArrayList<>();
  final List<EvaluationRow> evaluations = new ArrayList<>();
  final List<SignalRow> signals = new ArrayList<>();
  final List<LedgerRow> ledger = new ArrayList<>();
  Optional<List<BrokerRow>> broker = Optional.empty();

  static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(ZoneOffset.ofHoursMinutes(5, 30));
  }

  static Bar bar(String symbol, String local) {
    return new Bar(Category.DAY_TRADING, symbol, at(local));
  }

  Rows slot(Generation generation, Category category, String local, double millis, int lookups, int hits) {
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
    slots.add(
        new SlotRow(
            generation, category, at(local), done, 1, false, startedAt, millis, lookups - hits, lookups,
            hits, 0, 0, 0));
    return this;
  }

  Rows scan(Generation generation, String name, String local, double millis, Category... categories) {
    scans.add(
        new ScanRow(
            generation, name, at(local), Set.of(categories), false, millis, 0, 0, 0, 0, 0, 0));
    return this;
  }

  Rows evaluated(Generation generation, Bar bar) {
    return evaluation(generation, bar, "evaluated", "");
  }

  Rows evaluation(Generation generation, Bar bar, String outcome, String detail) {
    evaluations.add(new EvaluationRow(generation, bar, outcome, detail));
    return this;
  }

  Rows signal(Generation generation, Bar bar, String strategy, String entry, String input) {
    signals.add(
        new SignalRow(
            generation,
            new Key(bar, strategy, "BUY"),
            new BigDecimal(entry),
            new BigDecimal("1390"),
            new BigDecimal("1450"),
            new BigDecimal("0.8"),
            input));
    return this;
  }

  Rows called(Generation generation, String id, String symbol, String state) {
    ledger.add(new LedgerRow(id, generation, "historicaldata", symbol, state, state));
    return this;
  }

  Rows brokerGot(Generation generation, String id, String symbol) {
    List<BrokerRow> rows = new ArrayList<>(broker.orElse(List.of()));
    rows.add(new BrokerRow(id, generation.label(), "historicaldata", symbol, "ok"));
    broker = Optional.of(rows);
    return this;
  }

  Evidence evidence() {
    return new Evidence(slots, scans, evaluations, signals, ledger, broker);
  }
}
