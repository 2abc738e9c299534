package dev.baton.optimized.parity;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.csv.DataFileException;
import dev.baton.evidence.Evidence;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.SessionMarks;
import dev.baton.legacy.engine.Ta4jEngine;
import dev.baton.parity.AcceptedDifference;
import dev.baton.parity.AcceptedDifferences;
import dev.baton.parity.ParityCheck;
import dev.baton.parity.ParityFold;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Tolerances;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.slot.DueSlots;
import dev.baton.slot.Timetable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Compares what both services have recorded. It blocks the calling thread; do not call it on an event loop. */
@Singleton
class LiveParity implements ParityWatch.Comparisons {

  private static final Logger LOG = Logger.getLogger(LiveParity.class);

  private final EvidenceReader evidence;
  private final Timetable assumed;
  private final DueBars due;
  private final SlotClock clock;
  private final ReloadableCalendar calendar;
  private final ParityConfig config;
  private final Set<String> loggedAssumed = ConcurrentHashMap.newKeySet();

  LiveParity(
      EvidenceReader evidence,
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      DueBars due,
      SlotClock clock,
      ParityConfig config) {
    this.evidence = evidence;
    this.assumed = settings.timetable(calendar);
    this.due = due;
    this.clock = clock;
    this.calendar = calendar;
    this.config = config;
  }

  /**
   * A comparison and what it was made of.
   *
   * @param slots the slots that are due up to now, and those ahead
   * @param read what was recorded, without evaluations and signals
   */
  record Compared(ParityReport report, DueSlots slots, Evidence read) {

    /** Returns what has slots without a recorded schedule, like {@code legacy day_trading}. */
    List<String> assumedSchedules() {
      return read.schedules().assumed(read.since());
    }

    /** Whether no slot of either generation has come. */
    boolean none() {
      return everywhere((generation, category) -> slots.of(generation, category).isEmpty());
    }

    /**
     * Whether every slot of both generations is done, none is to come and none unknown; not before both have begun every category.
     */
    boolean allDone() {
      return !none()
          && everywhere(
              (generation, category) ->
                  read.since().getOrDefault(generation, Map.of()).containsKey(category)
                      && slots.ahead(generation, category).isEmpty()
                      && slots.unknown(generation, category).isEmpty()
                      && done(generation, category).containsAll(slots.of(generation, category)));
    }

    private Set<Instant> done(Generation generation, Category category) {
      return read.of(generation).slotsDone().getOrDefault(category, Set.of());
    }

    private static boolean everywhere(BiPredicate<Generation, Category> holds) {
      return Arrays.stream(Generation.values())
          .allMatch(
              generation ->
                  Arrays.stream(Category.values())
                      .allMatch(category -> holds.test(generation, category)));
    }
  }

  /**
   * What a comparison of one session depends on, without its evidence. Equal marks, equal reports.
   *
   * @param recorded changes with the evidence, and means the same to every process
   */
  record Mark(
      String recorded,
      DueSlots slots,
      List<AcceptedDifference> accepted,
      TradingCalendar calendar) {}

  @Override
  public Function<LocalDate, Mark> marks(LocalDate from, LocalDate to) {
    List<AcceptedDifference> accepted = accepted();
    SessionMarks marks = evidence.marks(from, to);
    Instant now = clock.now();
    Timetable timetable = assumed.recorded(marks.schedules()).since(marks.since());
    return session ->
        new Mark(marks.of(session), timetable.due(session, session, now), accepted, calendar.get());
  }

  /**
   * Compares the slots of these market dates, as far as their time has come.
   *
   * @throws dev.baton.evidence.EvidenceUnavailableException if the database cannot be used
   * @throws AcceptedFileException if the file of accepted differences cannot be read
   */
  @Override
  public Compared compare(LocalDate from, LocalDate to, Set<Category> categories) {
    List<AcceptedDifference> accepted = accepted();
    return evidence.compare(
        from,
        to,
        categories,
        (read, parts) -> {
          // Read after the evidence, so that each of its slots is due. One that becomes due in
          // between is not done yet.
          Instant now = clock.now();
          DueSlots slots =
              assumed.recorded(read.schedules()).since(read.since()).due(from, to, now);
          logAssumed(read.schedules().assumed(read.since()));
          // The legacy engine judges: with the optimized one, its own defect would be blamed on
          // legacy.
          ParityFold fold =
              new ParityCheck(due, tolerances(), accepted, new Ta4jEngine())
                  .fold(from, to, categories, slots);
          parts.forEach((legacy, optimized) -> fold.add(fold.compared(legacy, optimized)));
          return new Compared(fold.report(), slots, read);
        });
  }

  private void logAssumed(List<String> assumed) {
    for (String slots : assumed) {
      if (loggedAssumed.add(slots)) {
        LOG.warnf(
            "schedule=assumed of=\"%s\" reason=\"its service has recorded none, it may be of an older version\"",
            slots);
      }
    }
  }

  private Tolerances tolerances() {
    Tolerances usual = Tolerances.DEFAULT;
    return new Tolerances(
        usual.relative(),
        usual.absolute(),
        usual.countDifference(),
        config.mismatchRate(),
        config.confidence());
  }

  /** The file of accepted differences cannot be used; nothing is accepted silently, and nothing compared without it. */
  static final class AcceptedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AcceptedFileException(String message) {
      super(message, null, false, false);
    }
  }

  private List<AcceptedDifference> accepted() {
    if (config.accepted().isEmpty()) {
      return List.of();
    }
    try {
      return AcceptedDifferences.read(config.accepted().get());
    } catch (DataFileException e) {
      throw new AcceptedFileException("baton.parity.accepted: " + e.getMessage());
    }
  }
}
