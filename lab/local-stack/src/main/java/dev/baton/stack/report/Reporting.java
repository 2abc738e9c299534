package dev.baton.stack.report;

import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.evidence.LedgerCall;
import dev.baton.evidence.ScanRow;
import dev.baton.evidence.SlotRow;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.market.MarketTime;
import dev.baton.parity.ParityCheck;
import dev.baton.parity.PublishedSignal;
import dev.baton.parity.Tolerances;
import dev.baton.scan.Lookups;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.stack.report.Report.Figures;
import dev.baton.stack.report.Report.GenerationFigures;
import dev.baton.stack.report.Report.Ratios;
import dev.baton.stack.report.Report.UnifiedScan;
import dev.baton.stack.report.RunRecord.BrokerRow;
import dev.baton.stack.report.Schedule.Slot;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Makes the report of a run from what it recorded. */
public final class Reporting {

  private static final int MOST_DIFFERENCES = 100;
  private static final int MOST_EXAMPLES = 3;

  private final Report.Run run;
  private final Schedule schedule;
  private final RunRecord record;
  private final Instant start;
  private final Map<Generation, Integer> callsInFlight;

  /**
   * @param schedule the slots that were due if the run was not interrupted
   * @param start market time at which the run began; open calls before it belong to an earlier run
   * @param callsInFlight the most calls that a service can have in flight when its process ends
   */
  public Reporting(
      Report.Run run,
      Schedule schedule,
      RunRecord record,
      Instant start,
      Map<Generation, Integer> callsInFlight) {
    this.run = run;
    this.schedule = schedule.seen(record.slots(), run.interrupted());
    this.record = record;
    this.start = start;
    this.callsInFlight = Map.copyOf(callsInFlight);
  }

  public Report report() {
    Map<String, GenerationFigures> generations = new LinkedHashMap<>();
    for (Generation generation : schedule.generations()) {
      generations.put(generation.label(), figures(generation));
    }
    boolean both = generations.size() == 2;
    return new Report(
        run,
        generations,
        both ? Optional.of(ratios(generations)) : Optional.empty(),
        both ? parity() : Optional.empty());
  }

  /** Returns the comparison of the signals, with no accepted difference; empty without a session. */
  private Optional<SignalParity> parity() {
    if (schedule.sessions().isEmpty()) {
      return Optional.empty();
    }
    // The legacy engine judges: with the optimized one, its own defect would be blamed on legacy.
    ParityCheck check =
        new ParityCheck(
            new DueBars(schedule.calendar()), Tolerances.DEFAULT, List.of(), new Ta4jEngine());
    return Optional.of(
        new SignalParity(
            check.check(
                schedule.sessions().getFirst().date(),
                schedule.sessions().getLast().date(),
                EnumSet.allOf(Category.class),
                schedule.dueSlots(),
                record.evidence().of(Generation.LEGACY),
                record.evidence().of(Generation.OPTIMIZED))));
  }

  private GenerationFigures figures(Generation generation) {
    List<SlotRow> slots =
        record.slots().stream().filter(row -> row.generation() == generation).toList();
    Map<String, Figures> categories = new LinkedHashMap<>();
    int due = 0;
    for (Category category : Category.values()) {
      int dueHere = schedule.due(generation, category).size();
      due += dueHere;
      categories.put(
          category.label(),
          figures(dueHere, slots.stream().filter(row -> row.category() == category).toList()));
    }
    List<LedgerCall> ledger =
        record.ledger().stream().filter(row -> row.generation() == generation).toList();
    Optional<List<BrokerRow>> broker =
        record
            .broker()
            .map(
                rows ->
                    rows.stream().filter(row -> row.client().equals(generation.label())).toList());
    Optional<List<String>> differences = broker.map(rows -> LedgerCheck.differences(ledger, rows));
    List<Report.FoundSignal> signals = found(generation);
    return new GenerationFigures(
        categories,
        figures(due, slots),
        rate(slots.stream().filter(this::afterFirstHour).toList()),
        signals.size(),
        signals,
        (int) record.scans().stream().filter(row -> row.generation() == generation).count(),
        counts(ledger, LedgerCall::endpoint, LedgerCall::outcome),
        counts(broker.orElse(List.of()), BrokerRow::endpoint, BrokerRow::outcome),
        differences.map(List::isEmpty),
        differences.orElse(List.of()).stream().limit(MOST_DIFFERENCES).toList(),
        openCalls(generation, ledger, broker),
        slotDefects(generation, slots));
  }

  private Report.OpenCalls openCalls(
      Generation generation, List<LedgerCall> ledger, Optional<List<BrokerRow>> broker) {
    List<LedgerCall> open =
        LedgerCheck.open(ledger.stream().filter(row -> !row.at().isBefore(start)).toList(), broker);
    int interruptions =
        run.restarts().getOrDefault(generation.label(), 0)
            + run.restarts().getOrDefault("postgresql", 0)
            + (run.interrupted() ? 1 : 0);
    return new Report.OpenCalls(
        open.size(),
        interruptions * callsInFlight.getOrDefault(generation, 0),
        open.stream().limit(MOST_EXAMPLES).map(LedgerCheck::text).toList());
  }

  private List<Report.FoundSignal> found(Generation generation) {
    if (schedule.sessions().isEmpty()) {
      return List.of();
    }
    LocalDate first = schedule.sessions().getFirst().date();
    return record.evidence().of(generation).signals().stream()
        .filter(published -> !MarketTime.date(published.slot()).isBefore(first))
        .map(PublishedSignal::signal)
        .sorted(
            Comparator.comparing((Signal signal) -> signal.key().barTime())
                .thenComparing(signal -> signal.key().symbol())
                .thenComparing(signal -> signal.key().strategy().label())
                .thenComparing(Signal::key))
        .map(Reporting::found)
        .toList();
  }

  private static Report.FoundSignal found(Signal signal) {
    SignalKey key = signal.key();
    Fingerprint input = signal.input();
    return new Report.FoundSignal(
        key.category().label(),
        key.symbol().value(),
        key.strategy().label(),
        key.side().name(),
        MarketTime.text(key.barTime()),
        BigDecimal.valueOf(signal.values().entry()),
        BigDecimal.valueOf(signal.values().stopLoss()),
        BigDecimal.valueOf(signal.values().target()),
        BigDecimal.valueOf(signal.values().confidence()),
        "%s, %s bars, %s"
            .formatted(MarketTime.offset(input.firstBar()), input.bars(), input.hashText()));
  }

  private static Figures figures(int due, List<SlotRow> slots) {
    List<SlotRow> done = slots.stream().filter(SlotRow::done).toList();
    DoubleSummaryStatistics millis = done.stream().mapToDouble(SlotRow::millis).summaryStatistics();
    return new Figures(
        due,
        slots.size(),
        done.size(),
        (int) slots.stream().filter(SlotRow::late).count(),
        sum(slots, SlotRow::attempts),
        sum(slots, SlotRow::signals),
        lookups(slots).lookups(),
        lookups(slots).hits(),
        rate(slots),
        sum(slots, SlotRow::calls),
        sum(slots, SlotRow::errors),
        sum(slots, SlotRow::barsMissing),
        sum(slots, SlotRow::incomplete),
        sum(slots, SlotRow::suspended),
        done.isEmpty() ? Optional.empty() : Optional.of(rounded(millis.getAverage())),
        done.isEmpty() ? Optional.empty() : Optional.of(rounded(millis.getMax())));
  }

  private static Optional<Double> rate(List<SlotRow> slots) {
    return lookups(slots).hitRate().map(Reporting::rounded);
  }

  private static Lookups lookups(List<SlotRow> slots) {
    return slots.stream().map(SlotRow::lookups).reduce(Lookups.NONE, Lookups::plus);
  }

  private boolean afterFirstHour(SlotRow row) {
    return schedule.sessions().stream()
        .filter(session -> session.date().equals(MarketTime.date(row.slot())))
        .anyMatch(session -> !row.slot().isBefore(Lookups.warmFrom(session)));
  }

  private List<String> slotDefects(Generation generation, List<SlotRow> slots) {
    List<String> defects = new ArrayList<>();
    for (Category category : Category.values()) {
      List<SlotRow> rows = slots.stream().filter(row -> row.category() == category).toList();
      Set<Slot> done =
          rows.stream().filter(SlotRow::done).map(Slot::of).collect(Collectors.toSet());
      schedule.due(generation, category).stream()
          .filter(slot -> !done.contains(slot))
          .forEach(slot -> defects.add(slot + " is not done"));
      Set<Slot> seen = new HashSet<>();
      for (SlotRow row : rows) {
        Slot slot = Slot.of(row);
        if (!schedule.slots().contains(slot)) {
          defects.add(slot + " is no slot of the schedule");
        }
        if (!seen.add(slot)) {
          defects.add(slot + " is there twice");
        }
      }
    }
    List<SlotRow> ordered = slots.stream().sorted(Comparator.comparing(SlotRow::slot)).toList();
    Instant last = Instant.MIN;
    Instant lastSlot = Instant.MIN;
    for (SlotRow row : ordered) {
      if (row.startedAt().isBefore(last) && row.slot().isAfter(lastSlot)) {
        defects.add(Slot.of(row) + " began before an older slot");
      }
      last = row.startedAt().isAfter(last) ? row.startedAt() : last;
      lastSlot = row.slot();
    }
    return defects;
  }

  private Ratios ratios(Map<String, GenerationFigures> generations) {
    GenerationFigures legacy = generations.get(Generation.LEGACY.label());
    GenerationFigures optimized = generations.get(Generation.OPTIMIZED.label());
    Map<String, Double> perCategory = new LinkedHashMap<>();
    for (Category category : Category.values()) {
      ratio(
              optimized.categories().get(category.label()).avgScanMs(),
              legacy.categories().get(category.label()).avgScanMs())
          .ifPresent(value -> perCategory.put(category.label(), value));
    }
    Map<String, UnifiedScan> unified = unified(legacy);
    double optimizedMs =
        unified.values().stream().mapToDouble(scan -> scan.avgMs() * scan.scans()).sum();
    double legacyMs =
        unified.values().stream().mapToDouble(scan -> scan.legacyJobsMs() * scan.scans()).sum();
    return new Ratios(
        ratio(
            Optional.of((double) optimized.totals().calls()),
            Optional.of((double) legacy.totals().calls())),
        ratio(Optional.of(optimizedMs), Optional.of(legacyMs)),
        perCategory,
        unified);
  }

  private Map<String, UnifiedScan> unified(GenerationFigures legacy) {
    Map<String, List<ScanRow>> byName =
        record.scans().stream()
            .filter(row -> row.generation() == Generation.OPTIMIZED)
            .collect(Collectors.groupingBy(ScanRow::name, TreeMap::new, Collectors.toList()));
    Map<String, UnifiedScan> unified = new LinkedHashMap<>();
    byName.forEach(
        (name, rows) -> {
          List<Category> categories =
              rows.stream().flatMap(row -> row.categories().stream()).distinct().sorted().toList();
          List<Double> jobs =
              categories.stream()
                  .flatMap(of -> legacy.categories().get(of.label()).avgScanMs().stream())
                  .toList();
          if (jobs.size() == categories.size()) {
            double average = rows.stream().mapToDouble(ScanRow::millis).average().orElse(0);
            double sum = jobs.stream().mapToDouble(Double::doubleValue).sum();
            unified.put(
                name,
                new UnifiedScan(
                    categories.stream().map(Category::label).toList(),
                    rows.size(),
                    rounded(average),
                    rounded(sum),
                    sum == 0 ? 0 : rounded(average / sum)));
          }
        });
    return unified;
  }

  private static Optional<Double> ratio(Optional<Double> optimized, Optional<Double> legacy) {
    return legacy
        .filter(value -> value != 0)
        .flatMap(value -> optimized.map(figure -> rounded(figure / value)));
  }

  private static <T> Map<String, Map<String, Long>> counts(
      Collection<T> rows, Function<T, String> endpoint, Function<T, String> outcome) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                endpoint,
                TreeMap::new,
                Collectors.groupingBy(outcome, TreeMap::new, Collectors.counting())));
  }

  private static int sum(List<SlotRow> rows, ToIntFunction<SlotRow> figure) {
    return rows.stream().mapToInt(figure).sum();
  }

  /** To four places; a measurement is not more exact. */
  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
