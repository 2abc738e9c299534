package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.GenerationEvidence;
import dev.baton.slot.RecordedSchedules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads what both generations recorded, for a comparison (ADR 14, ADR 24). It blocks the calling thread; do not call it on an
 * event loop. Each method throws {@link EvidenceUnavailableException} if the database cannot be used.
 */
public final class EvidenceReader {

  private static final Set<Category> ALL = EnumSet.allOf(Category.class);

  private final EvidenceDatabase database;
  private final UnknownCalls unknownCalls;

  /**
   * @param unknownCalls which intents of the ledger are unknown calls
   */
  public EvidenceReader(EvidenceDatabase database, UnknownCalls unknownCalls) {
    this.database = requireNonNull(database, "database is null");
    this.unknownCalls = requireNonNull(unknownCalls, "unknownCalls is null");
  }

  /**
   * Reads everything of the slots on these market dates, as {@link #read(LocalDate, LocalDate, Set)} does for all categories.
   *
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public Evidence read(LocalDate from, LocalDate to) {
    return read(from, to, ALL);
  }

  /**
   * Reads what concerns these categories, of the slots on these market dates, and signals of up to two weeks before, whose bars may
   * be evaluated again. The windows behind the evaluations are read when they are asked for, and returned only if they are
   * exactly what was evaluated; asking for one throws as well.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public Evidence read(LocalDate from, LocalDate to, Set<Category> categories) {
    EvidenceQueries.Range range = range(from, to, categories);
    return database.snapshot(
        connection -> {
          EnumMap<Generation, GenerationEvidence> recorded = new EnumMap<>(Generation.class);
          for (Generation generation : Generation.values()) {
            recorded.put(generation, recorded(connection, generation, range));
          }
          return new Evidence(
              recorded,
              EvidenceQueries.scheduleStarts(connection, range.categories()),
              EvidenceQueries.slotSchedules(connection, range.categories()));
        });
  }

  /** What a comparison makes of the evidence, while all of it is read at one moment. */
  public interface Comparing<T> {

    /**
     * Compares.
     *
     * @param outline slots, schedules and calls, without evaluations and signals
     * @param parts the rest
     */
    T of(Evidence outline, Parts parts) throws SQLException;
  }

  /** Evidence by symbol; it is read, and can be forgotten, one by one. */
  public interface Parts {

    /** Reads all parts; one that is empty if nothing is recorded. */
    void forEach(Part part) throws SQLException;
  }

  /** Takes what both generations recorded of a symbol. */
  public interface Part {
    void accept(GenerationEvidence legacy, GenerationEvidence optimized);
  }

  /**
   * Reads as {@link #read(LocalDate, LocalDate, Set)} does, symbol by symbol (ADR 42).
   *
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public <T> T compare(
      LocalDate from, LocalDate to, Set<Category> categories, Comparing<T> comparing) {
    EvidenceQueries.Range range = range(from, to, categories);
    return database.snapshot(
        connection -> {
          EvidenceParts parts = EvidenceParts.read(connection, database, range, unknownCalls);
          Evidence outline =
              new Evidence(
                  parts.outline(),
                  EvidenceQueries.scheduleStarts(connection, range.categories()),
                  EvidenceQueries.slotSchedules(connection, range.categories()));
          return comparing.of(outline, parts);
        });
  }

  /**
   * Reads whether there is anything new of the sessions of these dates: a few rows of an index instead of all evidence.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public SessionMarks marks(LocalDate from, LocalDate to) {
    EvidenceQueries.Range range = range(from, to, ALL);
    return database.snapshot(
        connection ->
            new SessionMarks(
                EvidenceQueries.marks(connection, range, unknownCalls),
                EvidenceQueries.scheduleStarts(connection, ALL),
                EvidenceQueries.slotSchedules(connection, ALL)));
  }

  /** Reads from when on the slots of each generation and category are due, as {@link Evidence#since}. */
  public Map<Generation, Map<Category, Instant>> scheduleStarts() {
    return database.run(connection -> EvidenceQueries.scheduleStarts(connection, ALL));
  }

  /** Reads the schedules that the services recorded. */
  public RecordedSchedules schedules() {
    return database.run(connection -> EvidenceQueries.slotSchedules(connection, ALL));
  }

  private static EvidenceQueries.Range range(
      LocalDate from, LocalDate to, Set<Category> categories) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    return new EvidenceQueries.Range(
        MarketTime.startOf(from), MarketTime.startOf(to.plusDays(1)), categories);
  }

  private GenerationEvidence recorded(
      Connection connection, Generation generation, EvidenceQueries.Range range)
      throws SQLException {
    Map<Category, Map<Instant, String>> slots =
        EvidenceQueries.slotsDone(connection, generation, range);
    EvaluationLog evaluations = new EvaluationLog();
    EvidenceQueries.evaluations(connection, generation, range, slots, evaluations::add);
    return EvidenceParts.outline(
            generation,
            slots,
            database,
            EvidenceQueries.unknownCalls(connection, generation, range, unknownCalls))
        .with(evaluations.all(), EvidenceQueries.signals(connection, generation, range));
  }
}
