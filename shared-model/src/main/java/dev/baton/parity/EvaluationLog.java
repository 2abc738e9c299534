package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects evaluations slot by slot and joins successive ones with the same result. Not safe for use by several threads. */
public final class EvaluationLog {

  private record Line(Category category, Symbol symbol) {}

  private final Map<Line, List<Evaluation>> lines = new LinkedHashMap<>();

  /**
   * Adds the evaluation of the next slot of a category and symbol.
   *
   * @throws IllegalArgumentException if its slot is before the last one added
   */
  public void add(Evaluation next) {
    List<Evaluation> line =
        lines.computeIfAbsent(
            new Line(next.bar().category(), next.bar().symbol()), _ -> new ArrayList<>());
    if (!line.isEmpty()) {
      Evaluation last = line.getLast();
      if (next.slot().isBefore(last.lastSlot())) {
        throw new IllegalArgumentException(
            "%s at %s comes after %s".formatted(next.bar(), next.slot(), last.lastSlot()));
      }
      if (next.sameResultAs(last)) {
        line.set(line.size() - 1, last.through(next.lastSlot()));
        return;
      }
    }
    line.add(next);
  }

  /** All evaluations: by category and symbol in the order of their first one, then by slot. */
  public List<Evaluation> all() {
    return lines.values().stream().flatMap(List::stream).toList();
  }
}
