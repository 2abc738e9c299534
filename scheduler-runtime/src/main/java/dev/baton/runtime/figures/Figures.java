package dev.baton.runtime.figures;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.scan.Lookups;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what slots, scans and calls really cost. Every figure is measured; none is a constant. */
@ApplicationScoped
@WithSession
public class Figures {

  /** The runs of each category of a generation that has any, by the category's label. */
  public Uni<Map<String, RunStats>> runs(Generation generation) {
    return rows(
            """
            select category, count(*) as runs, count(*) filter (where errors = 0) as clean,
                   avg(duration_ms) / 1000 as seconds, max(finished_at) as last,
                   count(*) filter (where late) as late, sum(errors) as errors, sum(symbols) as symbols
            from slot where generation = :generation and state = 'done'
            group by category order by category
            """,
            Map.of("generation", generation.label()))
        .map(
            rows -> {
              Map<String, RunStats> stats = new LinkedHashMap<>();
              for (Tuple row : rows) {
                long runs = whole(row, "runs");
                stats.put(
                    row.get("category", String.class),
                    new RunStats(
                        runs,
                        whole(row, "clean"),
                        runs - whole(row, "clean"),
                        number(row, "seconds"),
                        instant(row.get("last")),
                        whole(row, "late"),
                        whole(row, "errors"),
                        whole(row, "symbols")));
              }
              return stats;
            });
  }

  /** The slots that both generations did, by the category's label. */
  public Uni<Map<String, Improvement>> improvements() {
    return rows(
            """
            select o.category, count(*) as slots, avg(l.duration_ms) / 1000 as before,
                   avg(o.duration_ms) / 1000 as now
            from slot l join slot o on o.category = l.category and o.slot_time = l.slot_time
            where l.generation = 'legacy' and o.generation = 'optimized'
              and l.state = 'done' and o.state = 'done'
            group by o.category order by o.category
            """,
            Map.of())
        .map(
            rows -> {
              Map<String, Improvement> improvements = new LinkedHashMap<>();
              for (Tuple row : rows) {
                double before = number(row, "before");
                double now = number(row, "now");
                improvements.put(
                    row.get("category", String.class),
                    new Improvement(
                        whole(row, "slots"),
                        before,
                        now,
                        before == 0 ? 0 : 100 * (before - now) / before));
              }
              return improvements;
            });
  }

  /**
   * What a generation did on that date at the exchange.
   *
   * @param warmFrom from when on a cache counts as warm
   */
  public Uni<DayFigures> day(Generation generation, LocalDate date, Instant warmFrom) {
    Map<String, Object> parameters =
        Map.of(
            "generation", generation.label(),
            "begin", MarketTime.startOf(date),
            "end", MarketTime.startOf(date.plusDays(1)),
            "warm", warmFrom);
    return rows(
            """
            select
              (select count(*) from broker_call
               where generation = :generation and at >= :begin and at < :end) as calls,
              (select count(*) from signal
               where generation = :generation and slot_time >= :begin and slot_time < :end) as signals,
              (select max(slot_time) from slot
               where generation = :generation and state = 'done' and slot_time >= :begin and slot_time < :end) as last,
              (select count(*) from slot
               where generation = :generation and state <> 'done' and slot_time >= :begin and slot_time < :end) as undone,
              count(*) as scans, coalesce(sum(lookups), 0) as lookups, coalesce(sum(hits), 0) as hits,
              coalesce(sum(lookups) filter (where slot_time >= :warm), 0) as warm_lookups,
              coalesce(sum(hits) filter (where slot_time >= :warm), 0) as warm_hits,
              coalesce(avg(duration_ms), 0) / 1000 as seconds
            from scan where generation = :generation and slot_time >= :begin and slot_time < :end
            """,
            parameters)
        .map(
            rows -> {
              Tuple row = rows.getFirst();
              return new DayFigures(
                  whole(row, "calls"),
                  new Lookups(whole(row, "lookups"), whole(row, "hits")),
                  new Lookups(whole(row, "warm_lookups"), whole(row, "warm_hits")),
                  whole(row, "signals"),
                  whole(row, "scans"),
                  number(row, "seconds"),
                  Optional.ofNullable(row.get("last")).map(Figures::instant),
                  whole(row, "undone"));
            });
  }

  /** The lookups of a generation over all its slots. */
  public Uni<SlotLookups> lookups(Generation generation) {
    return rows(
            """
            select category, extract(epoch from (slot_time at time zone 'Asia/Kolkata')::time) as second,
                   sum(lookups) as lookups, sum(hits) as hits
            from slot where generation = :generation and state = 'done' and lookups > 0
            group by category, second
            """,
            Map.of("generation", generation.label()))
        .map(
            rows -> {
              SlotLookups lookups = new SlotLookups();
              rows.forEach(
                  row ->
                      lookups.add(
                          row.get("category", String.class),
                          LocalTime.ofSecondOfDay(whole(row, "second")),
                          new Lookups(whole(row, "lookups"), whole(row, "hits"))));
              return lookups;
            });
  }

  /**
   * The cron expressions by which a generation owes its slots at that time, by the category's label; a category that it has not
   * recorded yet is not in it.
   */
  public Uni<Map<String, List<String>>> crons(Generation generation, Instant at) {
    return rows(
            """
            select distinct on (category) category, array_to_string(crons, ';') as crons
            from slot_schedule where generation = :generation and since <= :at
            order by category, since desc
            """,
            Map.of("generation", generation.label(), "at", at))
        .map(
            rows -> {
              Map<String, List<String>> crons = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      crons.put(
                          row.get("category", String.class),
                          List.of(row.get("crons", String.class).split(";"))));
              return crons;
            });
  }

  private static Uni<List<Tuple>> rows(String sql, Map<String, Object> parameters) {
    return Panache.getSession()
        .flatMap(
            session -> {
              var query = session.createNativeQuery(sql, Tuple.class);
              parameters.forEach(query::setParameter);
              return query.getResultList();
            });
  }

  private static long whole(Tuple row, String name) {
    return row.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static double number(Tuple row, String name) {
    return row.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static Instant instant(Object value) {
    return switch (value) {
      case Instant instant -> instant;
      case java.time.OffsetDateTime time -> time.toInstant();
      case null, default -> throw new IllegalStateException("not a time of the database: " + value);
    };
  }
}
