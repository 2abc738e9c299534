package dev.baton.optimized.parity;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.evidence.EvidenceUnavailableException;
import dev.baton.market.MarketTime;
import dev.baton.ownership.Declaration;
import dev.baton.parity.ParityFigures;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.rest.Reads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Compares while the market runs: publishes the current session's metrics, logs a warning as soon as a signal differs, and stores the
 * digest of a session whose slots are all done. A session is read and compared again only when something has changed on which its
 * comparison depends.
 */
@ApplicationScoped
class ParityWatch {

  private static final Logger LOG = Logger.getLogger(ParityWatch.class);

  /** Number of sessions before today whose digests are caught up after an outage. */
  private static final int SESSIONS_BACK = 5;

  private final Comparisons parity;
  private final Reads reads;
  private final DigestBook digests;
  private final ReloadableCalendar calendar;
  private final SlotClock clock;
  private final Declaration declaration;
  private final MultiGauge signals;
  private final MultiGauge bounds;
  private final MultiGauge verdicts;
  private final MultiGauge causes;
  private final MultiGauge late;
  private final Map<LocalDate, String> logged = new HashMap<>();
  private final Map<LocalDate, LiveParity.Mark> compared = new HashMap<>();
  private final Set<LocalDate> settled = new HashSet<>();
  private Optional<LocalDate> measured = Optional.empty();
  private Set<String> failing = Set.of();

  /** Compares what is recorded. Both methods throw unchecked exceptions when they cannot. */
  interface Comparisons {

    /** Returns what a comparison of each session of these dates depends on now; cheap. */
    Function<LocalDate, LiveParity.Mark> marks(LocalDate from, LocalDate to);

    /** Compares the sessions of these dates. */
    LiveParity.Compared compare(LocalDate from, LocalDate to, Set<Category> categories);
  }

  /** Keeps a digest of each session. Both methods throw unchecked exceptions when they cannot. */
  interface DigestBook {

    /** Returns the verdict of the session's digest; empty if there is none yet. */
    Optional<Verdict> verdict(LocalDate session);

    /**
     * Stores a digest, unless there is one of that session which is not on hold, is of the same evidence, or says the same.
     *
     * @param madeAt market time
     * @param evidence changes when there is more of it
     * @return whether it was stored
     */
    boolean store(LocalDate session, Instant madeAt, ParityReport report, String evidence);
  }

  ParityWatch(
      Comparisons parity,
      Reads reads,
      DigestBook digests,
      ReloadableCalendar calendar,
      SlotClock clock,
      Declaration declaration,
      MeterRegistry registry) {
    this.parity = parity;
    this.reads = reads;
    this.digests = digests;
    this.calendar = calendar;
    this.clock = clock;
    this.declaration = declaration;
    this.signals =
        gauge(registry, "baton_parity_signals", "signals of the session by how they compare");
    this.bounds =
        gauge(
            registry,
            "baton_parity_mismatch_bound",
            "upper bound on the rate of mismatches in the session");
    this.verdicts =
        gauge(registry, "baton_parity_verdict", "1 at the session's verdict, 0 at the others");
    this.causes = gauge(registry, "baton_parity_mismatches", "mismatches of the session by cause");
    this.late =
        gauge(
            registry,
            "baton_parity_late",
            "signals of the session that were published late, by whom; optimized_alone holds the verdict back");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Scheduled(
      every = "{baton.parity.every:15s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void look() {
    if (!declaration.scans()) {
      return;
    }
    Set<String> failed = new LinkedHashSet<>();
    try {
      Instant now = clock.now();
      LocalDate today = MarketTime.date(now);
      if (!calendar.get().isSession(today)) {
        measureNothing();
      }
      List<LocalDate> sessions = watched(today);
      Function<LocalDate, LiveParity.Mark> marks =
          parity.marks(sessions.getFirst(), sessions.getLast());
      for (LocalDate session : sessions) {
        try {
          compare(session, marks.apply(session), session.equals(today), now);
        } catch (RuntimeException e) {
          // One session that cannot be compared does not stop the others.
          failed(session.toString(), e, failed);
          if (session.equals(today)) {
            measureNothing();
          }
        }
      }
    } catch (RuntimeException e) {
      failed("all", e, failed);
      // Old figures would look as if all were well.
      measureNothing();
    }
    failing = failed;
  }

  /** Logs each reason once, until it changes. */
  private void failed(String session, RuntimeException e, Set<String> failed) {
    String reason = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    if (!failed.add(e.getClass().getName() + reason)
        || failing.contains(e.getClass().getName() + reason)) {
      return;
    }
    switch (e) {
      case EvidenceUnavailableException _,
          LiveParity.AcceptedFileException _,
          UnknownCalendarException _ ->
          LOG.warnf("parity=unknown session=%s reason=\"%s\"", session, reason);
      default -> LOG.errorf(e, "parity=unknown session=%s reason=\"%s\"", session, reason);
    }
  }

  /** Returns the newest sessions up to today, oldest first. */
  private List<LocalDate> watched(LocalDate today) {
    TradingCalendar inForce = calendar.get();
    List<LocalDate> known = inForce.sessionDates(inForce.knownFrom(), today);
    List<LocalDate> sessions =
        known.subList(Math.max(0, known.size() - SESSIONS_BACK - 1), known.size());
    compared.keySet().retainAll(sessions);
    logged.keySet().retainAll(sessions);
    settled.retainAll(sessions);
    return sessions;
  }

  /** Compares a session if anything on which its comparison depends has changed. */
  private void compare(LocalDate session, LiveParity.Mark mark, boolean today, Instant now) {
    if (mark.equals(compared.get(session)) || settled(session) && !today) {
      return;
    }
    LiveParity.Compared comparison =
        reads.inTurn(() -> parity.compare(session, session, EnumSet.allOf(Category.class)));
    if (comparison.none()) {
      if (today) {
        measureNothing();
      }
      compared.put(session, mark);
      return;
    }
    ParityReport report = comparison.report();
    if (today) {
      measure(report);
      measured = Optional.of(session);
    }
    logFailure(session, report);
    if (comparison.allDone()
        && !settled(session)
        && digests.store(session, now, report, mark.recorded())) {
      LOG.infof(
          "digest=%s verdict=%s mismatches=%s reason=\"%s\"",
          session,
          report.judgement().verdict(),
          report.mismatches().size(),
          report.judgement().reason());
    }
    compared.put(session, mark);
  }

  /** Whether there is a digest of the session that stays as it is. */
  private boolean settled(LocalDate session) {
    if (!settled.contains(session)
        && digests.verdict(session).filter(verdict -> verdict != Verdict.HOLD).isPresent()) {
      settled.add(session);
    }
    return settled.contains(session);
  }

  /** Logs a failed session once, until its causes change. */
  private void logFailure(LocalDate session, ParityReport report) {
    if (report.judgement().verdict() != Verdict.FAIL) {
      logged.remove(session);
      return;
    }
    String text =
        "parity=%s session=%s causes=%s".formatted(Verdict.FAIL, session, report.causes());
    if (!text.equals(logged.put(session, text))) {
      LOG.warn(text);
    }
  }

  /** Removes all metrics; they come back with the next comparison. */
  private void measureNothing() {
    for (MultiGauge gauge : List.of(signals, bounds, verdicts, causes, late)) {
      gauge.register(List.of(), true);
    }
    measured.ifPresent(compared::remove);
    measured = Optional.empty();
  }

  private void measure(ParityReport report) {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> limits = new ArrayList<>();
    List<MultiGauge.Row<?>> marks = new ArrayList<>();
    List<MultiGauge.Row<?>> delays = new ArrayList<>();
    for (ParityReport.OfCategory category : report.categories()) {
      Tags tags = Tags.of("category", category.category().label());
      ParityFigures figures = category.figures();
      counts.add(MultiGauge.Row.of(tags.and("result", "matched"), figures.matched()));
      counts.add(MultiGauge.Row.of(tags.and("result", "drifted"), figures.drifted()));
      counts.add(MultiGauge.Row.of(tags.and("result", "missing"), figures.missing()));
      counts.add(MultiGauge.Row.of(tags.and("result", "extra"), figures.extra()));
      counts.add(MultiGauge.Row.of(tags.and("result", "accepted"), figures.accepted()));
      limits.add(MultiGauge.Row.of(tags, figures.mismatchBound()));
      delays.add(MultiGauge.Row.of(tags.and("by", "legacy"), figures.lateLegacy()));
      delays.add(MultiGauge.Row.of(tags.and("by", "optimized"), figures.lateOptimized()));
      delays.add(
          MultiGauge.Row.of(tags.and("by", "optimized_alone"), figures.lateOptimizedAlone()));
      for (Verdict verdict : Verdict.values()) {
        marks.add(
            MultiGauge.Row.of(
                tags.and("verdict", verdict.name()),
                category.judgement().verdict() == verdict ? 1 : 0));
      }
    }
    signals.register(counts, true);
    bounds.register(limits, true);
    verdicts.register(marks, true);
    late.register(delays, true);
    List<MultiGauge.Row<?>> found = new ArrayList<>();
    report
        .causes()
        .forEach(
            (cause, mismatches) ->
                found.add(MultiGauge.Row.of(Tags.of("cause", cause.label()), mismatches)));
    causes.register(found, true);
  }
}
