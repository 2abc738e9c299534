package dev.baton.optimized.comparison;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.evidence.DayFigures;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.FiguresReader;
import dev.baton.evidence.SlotLookups;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.rest.Reads;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.scan.Lookups;
import dev.baton.slot.RecordedSchedules;
import dev.baton.slot.Slots;
import dev.baton.slot.Timetable;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Broker calls: expected, made, and as the migration was planned with. */
@Path("/api/scheduler/api-calls")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CallsResource {

  public record Legacy(Map<String, CallEstimate.LegacyJob> breakdown, long totalCallsPerDay) {}

  /**
   * The optimized half.
   *
   * @param cacheHitRate measured over all slots; empty before the first lookup
   */
  public record Optimized(
      Map<String, CallEstimate.UnifiedJob> breakdown,
      long totalCallsPerDay,
      Optional<String> cacheHitRate) {}

  /** What the estimate saves. */
  public record Savings(long callsSavedPerDay, double reductionPercent) {}

  /** Calls made on the market date, from the ledger. */
  public record Made(LocalDate date, long oldScheduler, long optimizedScheduler) {}

  public record Estimate(
      Legacy oldScheduler,
      Optimized optimizedScheduler,
      Savings savings,
      Made madeToday,
      List<GuideFigures.Reference> guide,
      Instant timestamp) {}

  private final Reads reads;
  private final EvidenceReader evidence;
  private final FiguresReader figures;
  private final SchedulerSettings settings;
  private final SchedulerSettings legacy;
  private final ReloadableCalendar calendar;
  private final SlotClock clock;

  CallsResource(
      Reads reads,
      EvidenceReader evidence,
      FiguresReader figures,
      SchedulerSettings settings,
      BatonConfig config,
      ReloadableCalendar calendar,
      SlotClock clock) {
    this.reads = reads;
    this.evidence = evidence;
    this.figures = figures;
    this.settings = settings;
    // Legacy scans the same stocks; its service has recorded by which schedules.
    this.legacy = SchedulerSettings.of(Generation.LEGACY, config.universe(), Map.of());
    this.calendar = calendar;
    this.clock = clock;
  }

  @GET
  @Path("/estimate")
  @Operation(
      summary =
          "Calls of a session by schedule and measured hit rate, calls made today, and the planned figures")
  public Uni<Estimate> estimate() {
    return reads.expensive(this::measured);
  }

  private Estimate measured() {
    Instant at = clock.now();
    LocalDate today = MarketTime.date(at);
    Instant warm = warmFrom(today);
    SchedulerSettings legacyNow = scheduled(evidence.schedules(), at);
    SlotLookups lookups = figures.lookups(Generation.OPTIMIZED);
    DayFigures old = figures.day(Generation.LEGACY, today, warm);
    DayFigures fresh = figures.day(Generation.OPTIMIZED, today, warm);
    CallEstimate estimate = new CallEstimate(calendar, session(today));
    Map<String, CallEstimate.LegacyJob> before = estimate.legacy(legacyNow);
    Map<String, CallEstimate.UnifiedJob> after = estimate.optimized(settings, lookups);
    long oldCalls = before.values().stream().mapToLong(CallEstimate.LegacyJob::callsPerDay).sum();
    long newCalls = after.values().stream().mapToLong(CallEstimate.UnifiedJob::callsPerDay).sum();
    Optional<String> hitRate = lookups.all().hitRate().map(GuideFigures::percent);
    return new Estimate(
        new Legacy(before, oldCalls),
        new Optimized(after, newCalls, hitRate),
        new Savings(
            oldCalls - newCalls, oldCalls == 0 ? 0 : 100.0 * (oldCalls - newCalls) / oldCalls),
        new Made(today, old.calls(), fresh.calls()),
        GuideFigures.of(
            old, isOver(legacyNow, today, old, at), fresh, isOver(settings, today, fresh, at)),
        at);
  }

  /** The legacy settings with the schedules in force at that time; a job of which none is recorded yet keeps its own. */
  private SchedulerSettings scheduled(RecordedSchedules schedules, Instant at) {
    return new SchedulerSettings(
        legacy.generation(),
        legacy.jobs().stream()
            .map(
                job ->
                    new ScanJob(
                        job.id(),
                        job.name(),
                        Optional.ofNullable(
                                schedules
                                    .of(Generation.LEGACY, job.categories().getFirst())
                                    .floorEntry(at))
                            .map(Map.Entry::getValue)
                            .orElse(job.crons()),
                        job.categories(),
                        job.timeout()))
            .toList(),
        legacy.categories());
  }

  /** That session, or the last one before it whose slots are known. */
  private LocalDate session(LocalDate date) {
    return calendar.get().hoursKnown(date) ? date : calendar.get().previousWithHours(date);
  }

  /** The time from which a cache counts as warm; the start of the date if the exchange is closed, or its hours are not known. */
  private Instant warmFrom(LocalDate date) {
    return calendar.get().hoursKnown(date)
        ? Lookups.warmFrom(calendar.get().require(date))
        : MarketTime.startOf(date);
  }

  /**
   * Whether the last slot of that date is past, and done if any slot of that date was begun; a generation that is off begins none. A
   * date whose slots are not known is not over.
   */
  private boolean isOver(SchedulerSettings of, LocalDate date, DayFigures day, Instant at) {
    Timetable timetable = of.timetable(calendar);
    List<Slots> slots =
        Arrays.stream(Category.values())
            .map(category -> timetable.due(of.generation(), category, date))
            .toList();
    if (slots.stream().anyMatch(due -> !due.unknown().isEmpty())) {
      return false;
    }
    return slots.stream()
        .flatMap(due -> due.times().stream())
        .max(Comparator.naturalOrder())
        .map(
            last ->
                !last.isAfter(at)
                    && day.undone() == 0
                    && !last.isAfter(day.lastDone().orElse(last)))
        .orElse(true);
  }
}
