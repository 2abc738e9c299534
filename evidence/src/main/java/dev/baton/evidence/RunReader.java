package dev.baton.evidence;

import static dev.baton.evidence.EvidenceRows.category;
import static dev.baton.evidence.EvidenceRows.generation;
import static dev.baton.evidence.EvidenceRows.instant;
import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.scan.Lookups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads slots, scans and calls one by one, for a run's console and report. It blocks the calling thread. Each method throws
 * {@link EvidenceUnavailableException} if the database cannot be used.
 */
public final class RunReader {

  private final EvidenceDatabase database;

  public RunReader(EvidenceDatabase database) {
    this.database = requireNonNull(database, "database is null");
  }

  /** Returns the scans that finished at that market time or later, oldest slot first, of one slot legacy before optimized. */
  public List<ScanRow> scansFinished(Instant from) {
    return list(
        "select * from scan where finished_at >= ? order by slot_time, generation desc, name",
        RunReader::scan,
        from);
  }

  /** Returns the scans of slots at that time and later, oldest slot first. */
  public List<ScanRow> scans(Instant from) {
    return list(
        "select * from scan where slot_time >= ? order by slot_time, name", RunReader::scan, from);
  }

  /** Returns the slots at that time and later, oldest first. */
  public List<SlotRow> slots(Instant from) {
    return list(
        "select * from slot where slot_time >= ? order by slot_time, category",
        RunReader::slot,
        from);
  }

  /** Returns how many slots of the generations are done. */
  public int slotsDone(Set<Generation> generations) {
    return list(
            "select count(*) from slot where state = 'done' and generation = any (?)",
            row -> row.getInt(1),
            generations)
        .getFirst();
  }

  /** Returns the oldest slot that was scanned at that market time or later, whenever it was due; empty if there is none. */
  public Optional<Instant> oldestScanned(Instant since) {
    return list(
            "select slot_time from slot where coalesce(finished_at, started_at) >= ? order by slot_time limit 1",
            row -> instant(row, "slot_time"),
            since)
        .stream()
        .findFirst();
  }

  /** Returns the calls of that market time and later, in the order of the ledger. */
  public List<LedgerCall> calls(Instant from, UnknownCalls unknownCalls) {
    return list(
        """
        select id, generation, at, endpoint, coalesce(symbol, '') as symbol,
               coalesce(nullif(outcome, ''), state) as outcome, UNKNOWN_CALL as unknown
        from broker_call where at >= ? order by id
        """
            .replace("UNKNOWN_CALL", UnknownCalls.CONDITION),
        RunReader::call,
        unknownCalls.oldestUnderWay(),
        from);
  }

  private <T> List<T> list(String sql, Query.Mapper<T> mapper, Object... parameters) {
    return database.run(connection -> Query.list(connection, sql, mapper, parameters));
  }

  private static SlotRow slot(ResultSet row) throws SQLException {
    return new SlotRow(
        generation(row),
        category(row),
        instant(row, "slot_time"),
        row.getString("state").equals("done"),
        row.getInt("attempts"),
        row.getBoolean("late"),
        instant(row, "started_at"),
        row.getDouble("duration_ms"),
        row.getInt("calls"),
        lookups(row),
        row.getInt("errors"),
        row.getInt("bars_missing"),
        row.getInt("incomplete"),
        row.getInt("suspended"),
        row.getInt("signals"));
  }

  private static ScanRow scan(ResultSet row) throws SQLException {
    String[] categories = (String[]) row.getArray("categories").getArray();
    return new ScanRow(
        row.getString("id"),
        generation(row),
        row.getString("name"),
        instant(row, "slot_time"),
        Arrays.stream(categories).map(Category::ofLabel).collect(Collectors.toSet()),
        row.getBoolean("late"),
        instant(row, "finished_at"),
        row.getDouble("duration_ms"),
        row.getInt("calls"),
        lookups(row),
        row.getInt("errors"),
        row.getInt("signals"));
  }

  private static Lookups lookups(ResultSet row) throws SQLException {
    return new Lookups(row.getLong("lookups"), row.getLong("hits"));
  }

  private static LedgerCall call(ResultSet row) throws SQLException {
    return new LedgerCall(
        row.getString("id"),
        generation(row),
        instant(row, "at"),
        row.getString("endpoint"),
        row.getString("symbol"),
        row.getBoolean("unknown"),
        row.getString("outcome"));
  }
}
