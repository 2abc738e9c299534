package dev.baton.stack.report;

import dev.baton.calendar.Session;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.stack.report.Evidence.BrokerRow;
import dev.baton.stack.report.Evidence.LedgerRow;
import dev.baton.stack.report.Evidence.ScanRow;
import dev.baton.stack.report.Evidence.SlotRow;
import dev.baton.stack.report.Report.Figures;
import dev.baton.stack.report.Report.GenerationFigures;
import dev.baton.stack.report.Report.Ratios;
import dev.baton.stack.report.Report.UnifiedScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Makes the report of a run from what it left behind. */
public final class Reporting {

  private static final Duration FIRST_HOUR = Duration.ofHours(1);
  private static final int MOST_DIFFERENCES = 100;

  private final Report.Run run;
  private final Schedule schedule;
  private final Evidence evidence;

  public Reporting(Report.Run run, Schedule schedule, Evidence evidence) {
    this.run = run;
    this.schedule = schedule;
    this.evidence = evidence;
  }

  /** The report. */
  public Report report() {
    Map<String, GenerationFigures> generations = new LinkedHashMap<>();
    for (Generation generation : schedule.slots().keySet()) {
      generations.put(generation.label(), figures(generation));
    }
    boolean both = generations.size() == 2;
    return new Report(
        run,
        generations,
        both ? Optional.of(ratios(generations)) : Optional.empty(),
        both ? Optional.of(SignalComparison.of(evidence, schedule.dueBars())) : Optional.empty());
  }

  private GenerationFigures figures(Generation generation) {
    List<SlotRow> slots =
        evidence.slots().stream().filter(row -> row.generation() == generation).toList();
    Map<String, Figures> categories = new LinkedHashMap<>();
    int due = 0;
    for (Category category : Category.values()) {
      int dueHere = schedule.due(generation, category).size();
      due += dueHere;
      categories.put(
          category.label(),
          figures(
              dueHere, slots.stream().filter(row -> row.category() == category).toList()));
    }
    List<LedgerRow> ledger =
        evidence.ledger().stream().filter(row -> row.generation() == generation).toList();
    Optional<List<BrokerRow>> broker =
        evidence
            .broker()
            .map(
                rows ->
                    rows.stream().filter(row -> row.client().equals(generation.label())).toList());
    Optional<List<String>> differences =
        broker.map(rows -> LedgerCheck.differences(ledger, rows));
    return new GenerationFigures(
        categories,
        figures(due, slots),
        rate(slots.stream().filter(this::afterFirstHour).toList()),
        (int)
            evidence.signals().stream()
                .filter(row -> row.generation() == generation)
                .map(Evidence.SignalRow::key)
                .distinct()
                .count(),
        evidence.signals().stream()
            .filter(row -> row.generation() == generation)
            .map(Reporting::found)
            .toList(),
        (int) evidence.scans().stream().filter(row -> row.generation() == generation).count(),
        counts(ledger, LedgerRow::endpoint, LedgerRow::outcome),
        counts(broker.orElse(List.of()), BrokerRow::endpoint, BrokerRow::outcome),
        differences.map(List::isEmpty),
        differences.orElse(List.of()).stream().limit(MOST_DIFFERENCES).toList(),
        slotDefects(generation, slots));
  }

  private static Report.FoundSignal found(Evidence.SignalRow row) {
    Evidence.Bar bar = row.key().bar();
    return new Report.FoundSignal(
        bar.category().label(),
        bar.symbol(),
        row.key().strategy(),
        row.key().side(),
        MarketTime.text(bar.time()),
        row.entry(),
        row.stopLoss(),
        row.target(),
        row.confidence(),
        row.input());
  }

  private static Figures figures(int due, List<SlotRow> slots) {
    List<SlotRow> done = slots.stream().filter(SlotRow::done).toList();
    OptionalDouble average = done.stream().mapToDouble(SlotRow::millis).average();
    OptionalDouble longest = done.stream().mapToDouble(SlotRow::millis).max();
    return new Figures(
        due,
        slots.size(),
        done.size(),
        (int) slots.stream().filter(SlotRow::late).count(),
        sum(slots, SlotRow::attempts),
        sum(slots, SlotRow::signals),
        sum(slots, SlotRow::lookups),
        sum(slots, SlotRow::hits),
        rate(slots),
        sum(slots, SlotRow::calls),
        sum(slots, SlotRow::errors),
        sum(slots, SlotRow::barsMissing),
        average.isPresent() ? Optional.of(rounded(average.getAsDouble())) : Optional.empty(),
        longest.isPresent() ? Optional.of(rounded(longest.getAsDouble())) : Optional.empty());
  }

  private static Optional<Double> rate(List<SlotRow> slots) {
    int lookups = sum(slots, SlotRow::lookups);
    return lookups == 0
        ? Optional.empty()
        : Optional.of(rounded((double) sum(slots, SlotRow::hits) / lookups));
  }

  private boolean afterFirstHour(SlotRow row) {
    return schedule.sessions().stream()
        .filter(session -> session.date().equals(MarketTime.date(row.slot())))
        .map(Session::openAt)
        .anyMatch(open -> !row.slot().isBefore(open.plus(FIRST_HOUR)));
  }

  private List<String> slotDefects(Generation generation, List<SlotRow> slots) {
    List<String> defects = new ArrayList<>();
    for (Category category : Category.values()) {
      List<SlotRow> rows = slots.stream().filter(row -> row.category() == category).toList();
      Set<Instant> done =
          rows.stream().filter(SlotRow::done).map(SlotRow::slot).collect(Collectors.toSet());
      List<Instant> due = schedule.due(generation, category);
      due.stream()
          .filter(slot -> !done.contains(slot))
          .forEach(slot -> defects.add("%s %s is not done".formatted(category.label(), MarketTime.offset(slot))));
      Set<Instant> known =
          new HashSet<>(schedule.slots().get(generation).getOrDefault(category, List.of()));
      Set<Instant> seen = new HashSet<>();
      for (SlotRow row : rows) {
        if (!known.contains(row.slot())) {
          defects.add("%s %s is no slot of the schedule".formatted(category.label(), MarketTime.offset(row.slot())));
        }
        if (!seen.add(row.slot())) {
          defects.add("%s %s is there twice".formatted(category.label(), MarketTime.offset(row.slot())));
        }
      }
    }
    List<SlotRow> ordered =
        slots.stream().sorted(Comparator.comparing(SlotRow::slot)).toList();
    Instant last = Instant.MIN;
    Instant lastSlot = Instant.MIN;
    for (SlotRow row : ordered) {
      if (row.startedAt().isBefore(last) && row.slot().isAfter(lastSlot)) {
        defects.add(
            "%s %s began before an older slot"
                .formatted(row.category().label(), MarketTime.offset(row.slot())));
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
    double mine = unified.values().stream().mapToDouble(scan -> scan.avgMs() * scan.scans()).sum();
    double theirs =
        unified.values().stream().mapToDouble(scan -> scan.legacyJobsMs() * scan.scans()).sum();
    return new Ratios(
        ratio(
            Optional.of((double) optimized.totals().calls()),
            Optional.of((double) legacy.totals().calls())),
        ratio(Optional.of(mine), Optional.of(theirs)),
        perCategory,
        unified);
  }

  private Map<String, UnifiedScan> unified(GenerationFigures legacy) {
    Map<String, List<ScanRow>> byName =
        evidence.scans().stream()
            .filter(row -> row.generation() == Generation.OPTIMIZED)
            .collect(Collectors.groupingBy(ScanRow::name, TreeMap::new, Collectors.toList()));
    Map<String, UnifiedScan> unified = new LinkedHashMap<>();
    byName.forEach(
        (name, rows) -> {
          List<Category> categories =
              rows.stream().flatMap(row -> row.categories().stream()).distinct().sorted().toList();
          List<Optional<Double>> jobs =
              categories.stream()
                  .map(category -> legacy.categories().get(category.label()).avgScanMs())
                  .toList();
          if (jobs.stream().allMatch(Optional::isPresent)) {
            double average = rows.stream().mapToDouble(ScanRow::millis).average().orElse(0);
            double sum = jobs.stream().mapToDouble(Optional::get).sum();
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

  private static Optional<Double> ratio(Optional<Double> mine, Optional<Double> theirs) {
    return mine.isEmpty() || theirs.isEmpty() || theirs.get() == 0
        ? Optional.empty()
        : Optional.of(rounded(mine.get() / theirs.get()));
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

  /** Four places are more than a measurement is good for. */
  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
