package dev.baton.runtime.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.slot.RecordedSchedules;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What both generations left behind of a range, read at one moment.
 *
 * @param recorded each generation's side; both are there, empty if a generation left nothing
 * @param since from when on each generation owes its slots, the time itself included; a category that it never began to scan
 *     is left out
 * @param schedules by which schedules they owe them
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
