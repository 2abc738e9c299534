package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** One generation's evidence, ordered so that questions about a target are answered at once. */
final class EvidenceIndex {

  private record Line(Category category, Symbol symbol) {}

  private final GenerationEvidence recorded;
  private final Map<Category, BarSlots> due = new EnumMap<>(Category.class);
  private final Map<Line, List<Evaluation>> lines = new HashMap<>();
  private final Map<BarKey, List<Evaluation>> byTarget = new HashMap<>();
  private final Map<BarKey, List<PublishedSignal>> signals = new HashMap<>();
  private final Map<Category, SortedSet<Symbol>> symbols = new EnumMap<>(Category.class);
  private final Map<Category, Instant> newestDone = new EnumMap<>(Category.class);
  private final Set<LocalDate> datesDone = new HashSet<>();

  EvidenceIndex(GenerationEvidence recorded, Map<Category, BarSlots> due) {
    this.recorded = recorded;
    this.due.putAll(due);
    recorded.slotsDone().forEach(this::indexSlots);
    for (Evaluation evaluation : recorded.evaluations()) {
      BarKey target = evaluation.bar();
      symbols(target.category()).add(target.symbol());
      lines
          .computeIfAbsent(new Line(target.category(), target.symbol()), _ -> new ArrayList<>())
          .add(evaluation);
      byTarget.computeIfAbsent(target, _ -> new ArrayList<>(1)).add(evaluation);
    }
    lines.values().forEach(line -> line.sort(Comparator.comparing(Evaluation::slot)));
    byTarget.values().forEach(of -> of.sort(Comparator.comparing(Evaluation::slot)));
    for (PublishedSignal published : recorded.signals()) {
      BarKey target = BarKey.of(published.signal().key());
      symbols(target.category()).add(target.symbol());
      signals.computeIfAbsent(target, _ -> new ArrayList<>(1)).add(published);
    }
  }

  private void indexSlots(Category category, Set<Instant> done) {
    done.stream().max(Comparator.naturalOrder()).ifPresent(last -> newestDone.put(category, last));
    done.forEach(slot -> datesDone.add(MarketTime.date(slot)));
  }

  Generation generation() {
    return recorded.generation();
  }

  GenerationEvidence recorded() {
    return recorded;
  }

  /** The symbols that anything is known of in that category. */
  SortedSet<Symbol> symbols(Category category) {
    return symbols.computeIfAbsent(category, _ -> new TreeSet<>());
  }

  BarSlots due(Category category) {
    return due.get(category);
  }

  List<PublishedSignal> signals(BarKey target) {
    return signals.getOrDefault(target, List.of());
  }

  Set<BarKey> targetsWithSignals() {
    return signals.keySet();
  }

  /** Everything that is said of a target, by slot. */
  List<Evaluation> said(BarKey target) {
    return byTarget.getOrDefault(target, List.of());
  }

  /** What the side says of a bar: the evaluation of that slot, if it is one of the bar's. */
  Optional<Evaluation> evaluationAt(BarKey target, Instant slot) {
    return said(target).stream()
        .filter(
            evaluation -> !evaluation.slot().isAfter(slot) && !evaluation.lastSlot().isBefore(slot))
        .findFirst();
  }

  /** Everything that is said of a category and symbol, by slot. */
  List<Evaluation> line(Category category, Symbol symbol) {
    return lines.getOrDefault(new Line(category, symbol), List.of());
  }

  /** Where the side stands with a target that is due in its slots. */
  EvaluationStatus stand(BarKey target) {
    List<Evaluation> said = said(target);
    for (Evaluation evaluation : said) {
      if (evaluation.evaluated()) {
        return new EvaluationStatus.Evaluated(evaluation);
      }
    }
    if (!said.isEmpty()) {
      Evaluation last = said.getLast();
      Cause cause =
          switch (last.outcome()) {
            case BAR_MISSING, TOO_FEW_BARS, EVALUATED -> Cause.BAR_MISSING;
            case FAILED -> Cause.FAILED;
            case TIMED_OUT -> Cause.TIMED_OUT;
          };
      return new EvaluationStatus.NotEvaluated(
          cause, last.outcome().label() + ": " + last.detail(), Optional.of(last));
    }
    List<Instant> slots = due.get(target.category()).slots(target.barTime());
    return signals(target).stream().anyMatch(published -> slots.contains(published.slot()))
        ? new EvaluationStatus.Unrecorded()
        : unsaid(target);
  }

  /** Nothing is said of the target at all. */
  private EvaluationStatus unsaid(BarKey target) {
    List<Instant> slots = due.get(target.category()).slots(target.barTime());
    Set<Instant> done = recorded.slotsDone().getOrDefault(target.category(), Set.of());
    List<Instant> doneOfBar = slots.stream().filter(done::contains).toList();
    if (doneOfBar.isEmpty()) {
      return undone(target, slots);
    }
    for (Instant slot : doneOfBar) {
      Optional<Evaluation> other = saidAt(target, slot);
      if (other.isPresent()) {
        Instant bar = other.get().bar().barTime();
        return new EvaluationStatus.NotEvaluated(
            bar.isBefore(target.barTime()) ? Cause.STALE_SERIES : Cause.FORMING_BAR,
            "at slot %s it looked at the bar of %s"
                .formatted(MarketTime.text(slot), MarketTime.text(bar)),
            other);
      }
    }
    return new EvaluationStatus.NotEvaluated(
        Cause.NOT_IN_UNIVERSE,
        "slot %s was done without %s"
            .formatted(MarketTime.text(doneOfBar.getFirst()), target.symbol()),
        Optional.empty());
  }

  /** Slots are done in order: one that is undone although a later one is done was left out. */
  private EvaluationStatus undone(BarKey target, List<Instant> slots) {
    String text = "slot %s is not done".formatted(MarketTime.text(slots.getFirst()));
    Instant newest = newestDone.get(target.category());
    if (newest == null || !newest.isAfter(slots.getLast())) {
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

  /** What was said in that slot, of whatever bar; a slot says one thing of a symbol. */
  private Optional<Evaluation> saidAt(BarKey target, Instant slot) {
    List<Evaluation> line = line(target.category(), target.symbol());
    int low = 0;
    int high = line.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (line.get(middle).slot().isAfter(slot)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0 || line.get(low - 1).lastSlot().isBefore(slot)
        ? Optional.empty()
        : Optional.of(line.get(low - 1));
  }
}
