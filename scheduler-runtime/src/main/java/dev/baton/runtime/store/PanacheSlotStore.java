package dev.baton.runtime.store;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.runtime.settings.Mode;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.SlotStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Slots, scans, evaluations, the bars behind them, and signals in PostgreSQL. A publication is one transaction of one
 * statement a table.
 */
@ApplicationScoped
public class PanacheSlotStore implements SlotStore {

  /** A database that does not answer is treated as one that is away. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * Whole windows are laid over what processes before this one had recorded between their first and their last bar: what is
   * the same is not written again, what the window does not show is gone.
   */
  private static final String SEEN_BARS =
      """
      with seen as (
        select r.* from jsonb_populate_recordset(cast(null as seen_bar), cast(cast(:seen as text) as jsonb)) r
      ), whole as (
        select w.* from jsonb_to_recordset(cast(cast(:whole as text) as jsonb)) as w (
          generation text, category text, symbol text, slot_time timestamptz,
          window_first timestamptz, window_last timestamptz)
      ), known as (
        select w.generation, w.category, w.symbol, w.slot_time,
               k.bar_time, k.open, k.high, k.low, k.close, k.volume
        from whole w cross join lateral (
          select distinct on (b.bar_time) b.bar_time, b.open, b.high, b.low, b.close, b.volume
          from seen_bar b
          where b.generation = w.generation and b.category = w.category and b.symbol = w.symbol
            and b.bar_time between w.window_first and w.window_last and b.slot_time <= w.slot_time
          order by b.bar_time, b.slot_time desc) k
      )
      insert into seen_bar (generation, category, symbol, bar_time, slot_time, open, high, low, close, volume)
      select s.generation, s.category, s.symbol, s.bar_time, s.slot_time, s.open, s.high, s.low, s.close, s.volume
      from seen s
      where not exists (
        select from known k
        where k.category = s.category and k.symbol = s.symbol and k.bar_time = s.bar_time
          and (k.open, k.high, k.low, k.close, k.volume) = (s.open, s.high, s.low, s.close, s.volume))
      union all
      select k.generation, k.category, k.symbol, k.bar_time, k.slot_time, null, null, null, null, null
      from known k
      where k.volume is not null and not exists (
        select from seen s
        where s.category = k.category and s.symbol = k.symbol and s.bar_time = k.bar_time)
      on conflict do nothing
      """;

  /**
   * A schedule counts from the minute after the newest slot that is done on: slots are whole minutes, and those that were missed
   * are made up by the schedule of the service that does so. The first one counts from the very start. One by which no slot was
   * done gives way to the next.
   */
  private static final String SLOT_SCHEDULE =
      """
      insert into slot_schedule (generation, category, since, crons)
      select start.generation, start.category,
             case when exists (
                 select from slot_schedule k where k.generation = start.generation and k.category = start.category)
               then coalesce(done.newest + interval '1 minute', start.since)
               else start.since end,
             string_to_array(cast(:crons as text), ';')
      from schedule_start start cross join lateral (
        select max(s.slot_time) as newest from slot s
        where s.generation = start.generation and s.category = start.category and s.state = 'done') done
      where start.generation = :generation and start.category = :category
        and string_to_array(cast(:crons as text), ';') is distinct from (
          select k.crons from slot_schedule k
          where k.generation = start.generation and k.category = start.category
          order by k.since desc limit 1)
      on conflict (generation, category, since) do update set crons = excluded.crons
      """;

  private final Generation generation;
  private final Mode mode;
  private final SchedulerSettings settings;
  private final SeenBars seen = new SeenBars();

  public PanacheSlotStore(SchedulerSettings settings, Mode mode) {
    this.generation = settings.generation();
    this.settings = settings;
    this.mode = mode;
  }

  private String crons(Category category) {
    return settings.jobs().stream()
        .filter(job -> job.categories().contains(category))
        .flatMap(job -> job.crons().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(";"));
  }

  /** Also records the schedule of the category, in the same transaction: whoever owes slots has said which. */
  @Override
  public Instant scheduleStart(Category category, Instant ifFirst) {
    return transaction(
        () ->
            update(
                    """
                    insert into schedule_start (generation, category, since)
                    values (:generation, :category, :since)
                    on conflict do nothing
                    """,
                    Map.of(
                        "generation", generation.label(),
                        "category", category.label(),
                        "since", ifFirst))
                .flatMap(
                    _ ->
                        update(
                            SLOT_SCHEDULE,
                            Map.of(
                                "generation", generation.label(),
                                "category", category.label(),
                                "crons", crons(category))))
                .flatMap(
                    _ ->
                        Panache.getSession()
                            .flatMap(
                                session ->
                                    session
                                        .createNativeQuery(
                                            "select since from schedule_start where generation = :generation and category = :category",
                                            Instant.class)
                                        .setParameter("generation", generation.label())
                                        .setParameter("category", category.label())
                                        .getSingleResult())));
  }

  @Override
  public Map<Category, Instant> lastDone() {
    List<SlotEntity> newest =
        transaction(
            () ->
                SlotEntity.list(
                    """
                    from SlotEntity s where s.generation = ?1 and s.state = 'done' and s.slotTime =
                      (select max(t.slotTime) from SlotEntity t
                       where t.generation = s.generation and t.category = s.category and t.state = 'done')
                    """,
                    generation.label()));
    EnumMap<Category, Instant> last = new EnumMap<>(Category.class);
    newest.forEach(slot -> last.put(Category.ofLabel(slot.category), slot.slotTime));
    return last;
  }

  @Override
  public void begin(Instant slot, Set<Category> categories, Instant startedAt, boolean late) {
    transaction(
        () -> {
          List<Uni<?>> inserts = new ArrayList<>();
          for (Category category : categories) {
            inserts.add(
                update(
                    """
                    insert into slot as s (generation, category, slot_time, state, attempts, late, started_at)
                    values (:generation, :category, :slot, 'running', 1, :late, :startedAt)
                    on conflict (generation, category, slot_time)
                    do update set attempts = s.attempts + 1 where s.state <> 'done'
                    """,
                    Map.of(
                        "generation", generation.label(),
                        "category", category.label(),
                        "slot", slot,
                        "late", late,
                        "startedAt", startedAt)));
          }
          return inOrder(inserts);
        });
  }

  @Override
  public void publish(Publication publication) {
    PublicationRows rows = new PublicationRows(generation, mode, publication, seen);
    String scans = rows.scans();
    String evaluations = rows.evaluations();
    String signals = rows.signals();
    String outrun = rows.outrunSignals();
    String seenBars = rows.seenBars();
    String wholeWindows = rows.wholeWindows();
    String slots = rows.slots();
    transaction(
        () ->
            inOrder(
                List.of(
                    insert(
                        """
                        insert into scan select r.* from jsonb_populate_recordset(cast(null as scan), cast(cast(:rows as text) as jsonb)) r
                        on conflict do nothing
                        """,
                        scans),
                    insert(
                        """
                        insert into evaluation
                        select r.* from jsonb_populate_recordset(cast(null as evaluation), cast(cast(:rows as text) as jsonb)) r
                        on conflict do nothing
                        """,
                        evaluations),
                    insert(
                        """
                        insert into signal
                        select r.* from jsonb_populate_recordset(cast(null as signal), cast(cast(:rows as text) as jsonb)) r
                        on conflict do nothing
                        """,
                        signals),
                    // A live signal that the other generation published first: found all the same,
                    // and kept as a shadow.
                    insert(
                        """
                        insert into signal
                        select r.* from jsonb_populate_recordset(cast(null as signal), cast(cast(:rows as text) as jsonb)) r
                        where not exists (
                          select 1 from signal own
                          where own.generation = r.generation and own.category = r.category and own.symbol = r.symbol
                            and own.strategy = r.strategy and own.side = r.side and own.bar_time = r.bar_time)
                        on conflict do nothing
                        """,
                        outrun),
                    update(SEEN_BARS, Map.of("seen", seenBars, "whole", wholeWindows)),
                    insert(
                        """
                        update slot s set
                          state = 'done', late = s.late or r.late, scan_id = r.scan_id,
                          finished_at = r.finished_at, duration_ms = r.duration_ms, calls = r.calls,
                          lookups = r.lookups, hits = r.hits, errors = r.errors, symbols = r.symbols,
                          bars_missing = r.bars_missing, signals = r.signals, rules = r.rules
                        from jsonb_populate_recordset(cast(null as slot), cast(cast(:rows as text) as jsonb)) r
                        where s.generation = r.generation and s.category = r.category
                          and s.slot_time = r.slot_time and s.state <> 'done'
                        """,
                        slots))));
    publication.symbols().forEach(seen::recorded);
  }

  private static Uni<Integer> insert(String sql, String rows) {
    return update(sql, Map.of("rows", rows));
  }

  private static Uni<Integer> update(String sql, Map<String, Object> parameters) {
    return Panache.getSession()
        .flatMap(
            session -> {
              Mutiny.MutationQuery query = session.createNativeQuery(sql);
              parameters.forEach(query::setParameter);
              return query.executeUpdate();
            });
  }

  private static Uni<Void> inOrder(List<? extends Uni<?>> steps) {
    Uni<?> all = Uni.createFrom().voidItem();
    for (Uni<?> step : steps) {
      all = all.flatMap(_ -> step);
    }
    return all.replaceWithVoid();
  }

  /** Waits for the end of the transaction, also if the calling thread is interrupted: it must not outlive the connections. */
  private static <T> T transaction(Supplier<Uni<T>> work) {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("slot-store")
        .start(
            () -> {
              try {
                end.complete(
                    VertxContextSupport.subscribeAndAwait(
                        () -> Panache.withTransaction(work).ifNoItem().after(TIMEOUT).fail()));
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            });
    try {
      return end.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failed -> throw failed;
        case Error error -> throw error;
        default ->
            throw new IllegalStateException(
                "the database refused: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }
}
