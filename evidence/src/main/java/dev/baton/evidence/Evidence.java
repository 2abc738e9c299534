package dev.baton.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.slot.RecordedSchedules;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What both generations recorded of a range, read at one moment.
 *
 * @param recorded each generation's side; both are there, empty if a generation recorded nothing
 * @param since market time from which the slots of each generation and category are due, the time itself included; a category that it never began
 *     to scan is left out
 * @param schedules the schedules by which they are due
 */
public record Evidence(
    Map<Generation, GenerationEvidence> recorded,
    Map<Generation, Map<Category, Instant>> since,
    RecordedSchedules schedules) {

  public Evidence {
    recorded = Collections.unmodifiableMap(new EnumMap<>(recorded));
    EnumMap<Generation, Map<Category, Instant>> starts = new EnumMap<>(Generation.class);
    since.forEach((generation, categories) -> starts.put(generation, Map.copyOf(categories)));
    since = Collections.unmodifiableMap(starts);
  }

  /** That generation's side. */
  public GenerationEvidence of(Generation generation) {
    return recorded.get(generation);
  }
}
