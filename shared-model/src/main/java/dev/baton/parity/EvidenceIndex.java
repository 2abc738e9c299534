package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.AwaitedBars;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One generation's evidence, indexed by bar and by symbol. Lists of evaluations are in the order of their slots. */
final class EvidenceIndex {

  private final GenerationEvidence recorded;
  private final Map<Category, BarSlots> due;
  private final Map<Category, SortedMap<Symbol, List<Evaluation>>> bySymbol =
      new EnumMap<>(Category.class);
  private final Map<BarKey, List<Evaluation>> byBar = new HashMap<>();
  private final Map<BarKey, List<PublishedSignal>> signals = new HashMap<>();
  private final Map<Category, Instant> newestDone = new EnumMap<>(Category.class);
  private final Set<LocalDate> datesDone = new HashSet<>();

  EvidenceIndex(GenerationEvidence recorded, Map<Category, BarSlots> due) {
    this.recorded = recorded;
    this.due = due;
    recorded
        .slotsDone()
        .forEach(
            (category, slots) -> {
              slots.forEach(slot -> datesDone.add(MarketTime.date(slot)));
              slots.stream()
                  .max(Comparator.naturalOrder())
                  .ifPresent(newest -> newestDone.put(category, newest));
            });
    for (Evaluation evaluation : recorded.evaluations()) {
      ofSymbol(evaluation.bar()).add(evaluation);
      byBar.computeIfAbsent(evaluation.bar(), _ -> new ArrayList<>(1)).add(evaluation);
    }
    Comparator<Evaluation> bySlot = Comparator.comparing(Evaluation::slot);
    bySymbol.values().forEach(symbols -> symbols.values().forEach(list -> list.sort(bySlot)));
    byBar.values().forEach(list -> list.sort(bySlot));
    for (PublishedSignal signal : recorded.signals()) {
      BarKey bar = BarKey.of(signal.key());
      ofSymbol(bar);
      signals.computeIfAbsent(bar, _ -> new ArrayList<>(1)).add(signal);
    }
  }

  private List<Evaluation> ofSymbol(BarKey bar) {
    return bySymbol
        .computeIfAbsent(bar.category(), _ -> new TreeMap<>())
        .computeIfAbsent(bar.symbol(), _ -> new ArrayList<>());
  }

  Generation generation() {
    return recorded.generation();
  }

  GenerationEvidence recorded() {
    return recorded;
  }

  /** The symbols of which anything is recorded in that category. */
  Set<Symbol> symbols(Category category) {
    return bySymbol.getOrDefault(category, Collections.emptySortedMap()).keySet();
  }

  BarSlots due(Category category) {
    return due.get(category);
  }

  List<PublishedSignal> signals(BarKey bar) {
    return signals.getOrDefault(bar, List.of());
  }

  Stream<PublishedSignal> signals(Category category) {
    return recorded.signals().stream().filter(signal -> signal.key().category() == category);
  }

  List<Evaluation> evaluations(BarKey bar) {
    return byBar.getOrDefault(bar, List.of());
  }

  /** The evaluations of all bars of the bar's category and symbol. */
  List<Evaluation> evaluationsOfSymbol(BarKey bar) {
    return bySymbol
        .getOrDefault(bar.category(), Collections.emptySortedMap())
        .getOrDefault(bar.symbol(), List.of());
  }

  /** The evaluation of that bar in that slot. */
  Optional<Evaluation> evaluationAt(BarKey bar, Instant slot) {
    return evaluations(bar).stream().filter(evaluation -> evaluation.covers(slot)).findFirst();
  }

  /** Whether that slot found a bar that an earlier one of its session awaited: the bar was due there and had no result (ADR 41). */
  boolean wasAwaited(BarKey bar, Instant slot) {
    return AwaitedBars.mayAwait(bar.category(), bar.barTime(), slot)
        && due(bar.category()).slots(bar.barTime()).stream()
            .anyMatch(first -> first.isBefore(slot) && evaluationAt(bar, first).isPresent())
        && evaluations(bar).stream()
            .filter(evaluation -> evaluation.slot().isBefore(slot))
            .noneMatch(evaluation -> evaluation.outcome().settles());
  }

  /** What became of a bar that is due in the generation's slots. */
  EvaluationStatus status(BarKey bar) {
    List<Evaluation> evaluations = evaluations(bar);
    for (Evaluation evaluation : evaluations) {
      if (evaluation.evaluated()) {
        return new EvaluationStatus.Evaluated(evaluation);
      }
    }
    if (!evaluations.isEmpty()) {
      Evaluation last = evaluations.getLast();
      Cause cause =
          switch (last.outcome()) {
            case BAR_MISSING, INCOMPLETE, TOO_FEW_BARS, EVALUATED -> Cause.BAR_MISSING;
            case SUSPENDED -> Cause.BAR_REVISED;
            case FAILED -> Cause.FAILED;
            case TIMED_OUT -> Cause.TIMED_OUT;
          };
      return new EvaluationStatus.NotEvaluated(
          cause, last.outcome().label() + ": " + last.detail(), Optional.of(last));
    }
    List<Instant> slots = due(bar.category()).slots(bar.barTime());
    return signals(bar).stream().anyMatch(signal -> slots.contains(signal.slot()))
        ? new EvaluationStatus.Unrecorded()
        : statusBySlots(bar, slots);
  }

  /** The status of a bar of which nothing is recorded. */
  private EvaluationStatus statusBySlots(BarKey bar, List<Instant> slots) {
    Set<Instant> done = recorded.slotsDone().getOrDefault(bar.category(), Set.of());
    List<Instant> doneOfBar = slots.stream().filter(done::contains).toList();
    if (doneOfBar.isEmpty()) {
      return statusOfNotDone(slots, newestDone.getOrDefault(bar.category(), Instant.MIN));
    }
    for (Instant slot : doneOfBar) {
      Optional<Evaluation> instead = evaluationOfAnyBarAt(bar, slot);
      if (instead.isPresent()) {
        Instant other = instead.get().bar().barTime();
        return new EvaluationStatus.NotEvaluated(
            other.isBefore(bar.barTime()) ? Cause.STALE_SERIES : Cause.FORMING_BAR,
            "at slot %s it looked at the bar of %s"
                .formatted(MarketTime.text(slot), MarketTime.text(other)),
            instead);
      }
    }
    return new EvaluationStatus.NotEvaluated(
        Cause.NOT_IN_UNIVERSE,
        "slot %s was done without %s"
            .formatted(MarketTime.text(doneOfBar.getFirst()), bar.symbol()),
        Optional.empty());
  }

  /** Slots are done in order. So one that is not done although a later one is was skipped. */
  private EvaluationStatus statusOfNotDone(List<Instant> slots, Instant newestDone) {
    String text = "slot %s is not done".formatted(MarketTime.text(slots.getFirst()));
    if (!newestDone.isAfter(slots.getLast())) {
      return new EvaluationStatus.Pending(text);
    }
    LocalDate date = MarketTime.date(slots.getFirst());
    boolean noSlotAtAll =
        slots.stream().allMatch(slot -> MarketTime.date(slot).equals(date))
            && !datesDone.contains(date);
    return noSlotAtAll
        ? new EvaluationStatus.NotEvaluated(
            Cause.CALENDAR,
            "no slot of %s is done although later ones are: no session by its calendar"
                .formatted(date),
            Optional.empty())
        : new EvaluationStatus.NotEvaluated(
            Cause.SKIPPED, text + " although a later one is", Optional.empty());
  }

  /** The evaluation in that slot of whatever bar of the symbol. */
  private Optional<Evaluation> evaluationOfAnyBarAt(BarKey bar, Instant slot) {
    List<Evaluation> evaluations = evaluationsOfSymbol(bar);
    int low = 0;
    int high = evaluations.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (evaluations.get(middle).slot().isAfter(slot)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0
        ? Optional.empty()
        : Optional.of(evaluations.get(low - 1)).filter(evaluation -> evaluation.covers(slot));
  }
}
