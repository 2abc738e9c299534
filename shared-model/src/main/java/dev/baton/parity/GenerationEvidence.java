package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one generation recorded of a range of market dates.
 *
 * @param slotsDone the slots that are done, by category
 * @param evaluations in the order of the slots within a category and symbol; made with {@link EvaluationLog}
 * @param signals what was published, each key once
 * @param windows the bars behind the evaluations
 * @param unknownCalls number of broker calls whose outcome the ledger does not have, by market date
 */
public record GenerationEvidence(
    Generation generation,
    Map<Category, Set<Instant>> slotsDone,
    List<Evaluation> evaluations,
    List<PublishedSignal> signals,
    RecordedWindows windows,
    Map<LocalDate, Integer> unknownCalls) {

  public GenerationEvidence {
    requireNonNull(generation, "generation is null");
    requireNonNull(windows, "windows is null");
    slotsDone = EnumMaps.copy(Category.class, slotsDone, Set::copyOf);
    evaluations = List.copyOf(evaluations);
    signals = List.copyOf(signals);
    unknownCalls = Map.copyOf(unknownCalls);
  }

  /** The same with these evaluations and signals. */
  public GenerationEvidence with(
      List<Evaluation> otherEvaluations, List<PublishedSignal> otherSignals) {
    return new GenerationEvidence(
        generation, slotsDone, otherEvaluations, otherSignals, windows, unknownCalls);
  }
}
