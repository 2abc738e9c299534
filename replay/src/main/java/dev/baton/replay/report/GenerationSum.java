package dev.baton.replay.report;

import dev.baton.category.Category;
import dev.baton.parity.PublishedSignal;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.ReplayPlan;
import dev.baton.replay.run.Tally;
import java.util.EnumMap;
import java.util.Map;

/** The counts of one generation over the symbols that were added. Not safe for use by several threads. */
final class GenerationSum {

  private final ReplayPlan plan;
  private final Tally tally;
  private final Map<Category, Long> signals = new EnumMap<>(Category.class);

  /** The counts of a record. */
  GenerationSum(GenerationRecord record) {
    this.plan = record.plan();
    this.tally = record.tally();
    for (PublishedSignal published : record.signals()) {
      signals.merge(published.key().category(), 1L, Long::sum);
    }
  }

  /** Adds those of other symbols. */
  void add(GenerationSum other) {
    tally.add(other.tally);
    other.signals.forEach((category, count) -> signals.merge(category, count, Long::sum));
  }

  /** The slots that were done. */
  ReplayPlan plan() {
    return plan;
  }

  Tally tally() {
    return tally;
  }

  long signals(Category category) {
    return signals.getOrDefault(category, 0L);
  }

  long signals() {
    return signals.values().stream().mapToLong(Long::longValue).sum();
  }
}
