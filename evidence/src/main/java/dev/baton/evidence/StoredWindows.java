package dev.baton.evidence;

import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.parity.Evaluation;
import dev.baton.parity.RecordedWindows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The windows of a generation, rebuilt from the bars that it recorded. Rows are never changed, so a window that is read later than
 * its evaluation is still the same. Safe for use by several threads.
 */
final class StoredWindows implements RecordedWindows {

  /** An explanation asks for the windows of one bar several times, one for each strategy. */
  private static final int KEPT = 256;

  private final EvidenceDatabase database;
  private final Generation generation;
  private final Map<Evaluation, Optional<CandleSeries>> newest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Evaluation, Optional<CandleSeries>> eldest) {
          return size() > KEPT;
        }
      };

  StoredWindows(EvidenceDatabase database, Generation generation) {
    this.database = database;
    this.generation = generation;
  }

  @Override
  public synchronized Optional<CandleSeries> of(Evaluation evaluation) {
    if (evaluation.input().isEmpty()) {
      return Optional.empty();
    }
    Optional<CandleSeries> window = newest.get(evaluation);
    if (window == null) {
      window =
          database.run(
              connection ->
                  EvidenceRows.window(
                      connection,
                      generation,
                      evaluation.bar().category(),
                      evaluation.bar().symbol(),
                      evaluation.slot(),
                      evaluation.input().get()));
      newest.put(evaluation, window);
    }
    return window;
  }
}
