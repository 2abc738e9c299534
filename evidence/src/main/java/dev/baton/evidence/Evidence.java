package dev.baton.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.parity.GenerationEvidence;
import dev.baton.slot.RecordedSchedules;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

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
    recorded = EnumMaps.copy(Generation.class, recorded, Function.identity());
    since = EnumMaps.copy(Generation.class, since, Map::copyOf);
  }

  /** That generation's side. */
  public GenerationEvidence of(Generation generation) {
    return recorded.get(generation);
  }
}
