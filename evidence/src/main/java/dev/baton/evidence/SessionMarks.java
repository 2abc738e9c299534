package dev.baton.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.slot.RecordedSchedules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * Marks that change when there is new evidence of a session; cheaper to read than the evidence.
 *
 * @param marks by market date, a text that changes with what a comparison of that session would read; a date of which nothing
 *     is recorded is left out
 * @param since as in {@link Evidence#since}
 * @param schedules as in {@link Evidence#schedules}
 */
public record SessionMarks(
    Map<LocalDate, String> marks,
    Map<Generation, Map<Category, Instant>> since,
    RecordedSchedules schedules) {

  public SessionMarks {
    marks = Map.copyOf(marks);
  }

  /** Returns the mark of a session; the same text, the same evidence. */
  public String of(LocalDate session) {
    return "%s; since %s; by %s"
        .formatted(marks.getOrDefault(session, ""), since, schedules.pieces());
  }
}
