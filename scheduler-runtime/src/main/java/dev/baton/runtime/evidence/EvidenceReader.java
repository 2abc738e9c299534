package dev.baton.runtime.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.GenerationEvidence;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads back what both generations recorded, for a parity check. It blocks the calling thread; do not call it on an event
 * loop.
 *
 * <p>Decided in ADR 14.
 */
@Singleton
public class EvidenceReader {

  private final EvidenceDatabase database;

  EvidenceReader(EvidenceDatabase database) {
    this.database = database;
  }

  /**
   * Everything of the slots on these market dates.
   *
   * @throws EvidenceUnavailableException if the database cannot be used
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public Evidence read(LocalDate from, LocalDate to) {
    return read(from, to, EnumSet.allOf(Category.class));
  }

  /**
   * What concerns these categories, of the slots on these market dates, and signals of up to two weeks before, whose bars may be
   * looked at again. The windows behind the evaluations are read when they
   * are asked for, and come only if they are exactly what was evaluated; asking for one throws
   * {@link EvidenceUnavailableException} if the database cannot be used then.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @throws EvidenceUnavailableException if the database cannot be used
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public Evidence read(LocalDate from, LocalDate to, Set<Category> categories) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    EvidenceQueries.Range range =
        new EvidenceQueries.Range(
            MarketTime.startOf(from), MarketTime.startOf(to.plusDays(1)), Set.copyOf(categories));
    return database.snapshot(
        connection -> {
          EnumMap<Generation, GenerationEvidence> recorded = new EnumMap<>(Generation.class);
          for (Generation generation : Generation.values()) {
            recorded.put(generation, recorded(connection, generation, range));
          }
          return new Evidence(
              recorded,
              EvidenceQueries.scheduleStarts(connection, range),
              EvidenceQueries.slotSchedules(connection, range));
        });
  }

  /**
   * Whether there is anything new of the sessions of these dates: a few rows of an index instead of all evidence.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @throws EvidenceUnavailableException if the database cannot be used
   */
  public SessionMarks marks(LocalDate from, LocalDate to) {
    EvidenceQueries.Range range =
        new EvidenceQueries.Range(
            MarketTime.startOf(from),
            MarketTime.startOf(to.plusDays(1)),
            EnumSet.allOf(Category.class));
    return database.snapshot(
        connection ->
            new SessionMarks(
                EvidenceQueries.marks(connection, range),
                EvidenceQueries.scheduleStarts(connection, range),
                EvidenceQueries.slotSchedules(connection, range)));
  }

  private GenerationEvidence recorded(
      Connection connection, Generation generation, EvidenceQueries.Range range)
      throws SQLException {
    Map<Category, Map<Instant, String>> slots =
        EvidenceQueries.slotsDone(connection, generation, range);
    EvaluationLog evaluations = new EvaluationLog();
    EvidenceQueries.evaluations(connection, generation, range, slots, evaluations::add);
    EnumMap<Category, Set<Instant>> done = new EnumMap<>(Category.class);
    slots.forEach((category, rules) -> done.put(category, rules.keySet()));
    return new GenerationEvidence(
        generation,
        done,
        evaluations.all(),
        EvidenceQueries.signals(connection, generation, range),
        new StoredWindows(database, generation),
        EvidenceQueries.unknownCalls(connection, generation, range));
  }
}
