package dev.baton.evidence;

import static dev.baton.evidence.EvidenceRows.instant;
import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.scan.Lookups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what slots, scans and calls really cost. Every figure is measured; none is a constant. It blocks the calling thread; do
 * not call it on an event loop. Each method throws {@link EvidenceUnavailableException} if the database cannot be used.
 */
public final class FiguresReader {

  private final EvidenceDatabase database;

  public FiguresReader(EvidenceDatabase database) {
    this.database = requireNonNull(database, "database is null");
  }

  /** Returns the runs of each category of a generation that has any, by the category's label. */
  public Map<String, RunStats> runs(Generation generation) {
    return byCategory(
        """
        select category, count(*) as runs, count(*) filter (where errors = 0) as clean,
               avg(duration_ms) / 1000 as seconds, max(finished_at) as last,
               count(*) filter (where late) as late, sum(errors) as errors, sum(incomplete) as incomplete, sum(suspended) as suspended, sum(symbols) as symbols
        from slot where generation = ? and state = 'done'
        group by category order by category
        """,
        row ->
            new RunStats(
                row.getLong("runs"),
                row.getLong("clean"),
                row.getLong("runs") - row.getLong("clean"),
                row.getDouble("seconds"),
                instant(row, "last"),
                row.getLong("late"),
                row.getLong("errors"),
                row.getLong("incomplete"),
                row.getLong("suspended"),
                row.getLong("symbols")),
        generation);
  }

  /** Returns what the slots that both generations did gained, by the category's label. */
  public Map<String, Improvement> improvements() {
    return byCategory(
        """
        select o.category, count(*) as slots, avg(l.duration_ms) / 1000 as before,
               avg(o.duration_ms) / 1000 as now
        from slot l join slot o on o.category = l.category and o.slot_time = l.slot_time
        where l.generation = 'legacy' and o.generation = 'optimized'
          and l.state = 'done' and o.state = 'done'
        group by o.category order by o.category
        """,
        row -> {
          double before = row.getDouble("before");
          double now = row.getDouble("now");
          return new Improvement(
              row.getLong("slots"), before, now, before == 0 ? 0 : 100 * (before - now) / before);
        });
  }

  private <T> Map<String, T> byCategory(String sql, Query.Mapper<T> mapper, Object... parameters) {
    return database.run(
        connection -> {
          Map<String, T> figures = new LinkedHashMap<>();
          Query.forEach(
              connection,
              sql,
              row -> figures.put(row.getString("category"), mapper.map(row)),
              parameters);
          return figures;
        });
  }

  /**
   * Returns what a generation did on that date at the exchange.
   *
   * @param warmFrom market time from which its cache counts as warm, as {@link Lookups#warmFrom}
   */
  public DayFigures day(Generation generation, LocalDate date, Instant warmFrom) {
    return database.run(
        connection ->
            Query.first(
                    connection,
                    """
                    with day as (
                      select ? as generation, ?::timestamptz as begins, ?::timestamptz as ends, ?::timestamptz as warm
                    )
                    select
                      (select count(*) from broker_call c
                       where c.generation = day.generation and at >= begins and at < ends) as calls,
                      (select count(*) from signal s
                       where s.generation = day.generation and slot_time >= begins and slot_time < ends) as signals,
                      (select max(slot_time) from slot s
                       where s.generation = day.generation and state = 'done' and slot_time >= begins and slot_time < ends)
                        as last,
                      (select count(*) from slot s
                       where s.generation = day.generation and state <> 'done' and slot_time >= begins and slot_time < ends)
                        as undone,
                      scans.*
                    from day, lateral (
                      select count(*) as scans, coalesce(sum(lookups), 0) as lookups, coalesce(sum(hits), 0) as hits,
                             coalesce(sum(lookups) filter (where slot_time >= warm), 0) as warm_lookups,
                             coalesce(sum(hits) filter (where slot_time >= warm), 0) as warm_hits,
                             coalesce(avg(duration_ms), 0) / 1000 as seconds
                      from scan s where s.generation = day.generation and slot_time >= begins and slot_time < ends
                    ) scans
                    """,
                    FiguresReader::day,
                    generation,
                    MarketTime.startOf(date),
                    MarketTime.startOf(date.plusDays(1)),
                    warmFrom)
                .orElseThrow());
  }

  private static DayFigures day(ResultSet row) throws SQLException {
    return new DayFigures(
        row.getLong("calls"),
        new Lookups(row.getLong("lookups"), row.getLong("hits")),
        new Lookups(row.getLong("warm_lookups"), row.getLong("warm_hits")),
        row.getLong("signals"),
        row.getLong("scans"),
        row.getDouble("seconds"),
        row.getObject("last") == null ? Optional.empty() : Optional.of(instant(row, "last")),
        row.getLong("undone"));
  }

  /** Returns the lookups of a generation over all its slots. */
  public SlotLookups lookups(Generation generation) {
    return database.run(
        connection -> {
          SlotLookups lookups = new SlotLookups();
          Query.forEach(
              connection,
              """
              select category, (slot_time at time zone 'Asia/Kolkata')::time as time,
                     sum(lookups) as lookups, sum(hits) as hits
              from slot where generation = ? and state = 'done' and lookups > 0
              group by category, time
              """,
              row ->
                  lookups.add(
                      row.getString("category"),
                      row.getObject("time", LocalTime.class),
                      new Lookups(row.getLong("lookups"), row.getLong("hits"))),
              generation);
          return lookups;
        });
  }
}
