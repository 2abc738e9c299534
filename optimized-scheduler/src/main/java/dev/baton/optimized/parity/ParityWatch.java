package dev.baton.optimized.parity;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import dev.baton.parity.CategoryParity;
import dev.baton.parity.Figures;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.evidence.EvidenceUnavailableException;
import dev.baton.runtime.settings.Mode;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Compares while the market runs: tells Prometheus of the current session, warns of a difference as soon as it is there, and
 * stores the digest of a session whose slots are all done.
 */
@ApplicationScoped
class ParityWatch {

  private static final Logger LOG = Logger.getLogger(ParityWatch.class);

  /** Sessions before today whose digests are made up after an outage. */
  private static final int SESSIONS_BACK = 5;

  private final LiveParity parity;
  private final Digests digests;
  private final ReloadableCalendar calendar;
  private final SlotClock clock;
  private final Mode mode;
  private final MultiGauge signals;
  private final MultiGauge bounds;
  private final MultiGauge verdicts;
  private final MultiGauge causes;
  private final Map<LocalDate, String> told = new HashMap<>();
  private final Set<LocalDate> complete = new HashSet<>();
  private String unknown = "";

  ParityWatch(
      LiveParity parity,
      Digests digests,
      ReloadableCalendar calendar,
      SlotClock clock,
      Mode mode,
      MeterRegistry registry) {
    this.parity = parity;
    this.digests = digests;
    this.calendar = calendar;
    this.clock = clock;
    this.mode = mode;
    this.signals = gauge(registry, "baton_parity_signals", "signals of the session by how they compare");
    this.bounds =
        gauge(registry, "baton_parity_mismatch_bound", "upper bound on the rate of mismatches in the session");
    this.verdicts = gauge(registry, "baton_parity_verdict", "1 at the session's verdict, 0 at the others");
    this.causes = gauge(registry, "baton_parity_mismatches", "mismatches of the session by cause");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Scheduled(every = "{baton.parity.every:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    if (mode == Mode.OFF) {
      return;
    }
    try {
      Instant now = clock.now();
      LocalDate today = MarketTime.date(now);
      if (!calendar.get().isSession(today)) {
        measureNothing();
      }
      for (LocalDate session : open(today)) {
        compare(session, today, now);
      }
      unknown = "";
    } catch (EvidenceUnavailableException | LiveParity.AcceptedFileException | UnknownCalendarException e) {
      // Figures of a moment ago would say that all is well.
      measureNothing();
      if (!unknown.equals(e.getMessage())) {
        unknown = e.getMessage();
        LOG.warnf("parity=unknown reason=\"%s\"", unknown);
      }
    }
  }

  /** The sessions up to today that have no digest yet, oldest first. */
  private List<LocalDate> open(LocalDate today) {
    List<LocalDate> open = new ArrayList<>();
    LocalDate date = calendar.get().isSession(today) ? today : calendar.get().previousDate(today);
    for (int i = 0; i <= SESSIONS_BACK; i++) {
      if (!complete.contains(date)) {
        if (digests.find(date).isPresent()) {
          complete.add(date);
        } else {
          open.addFirst(date);
        }
      }
      if (date.equals(calendar.get().knownFrom())) {
        break;
      }
      date = calendar.get().previousDate(date);
    }
    return open;
  }

  private void compare(LocalDate session, LocalDate today, Instant now) {
    LiveParity.Compared compared =
        parity.compare(session, session, EnumSet.allOf(Category.class));
    if (compared.none()) {
      if (session.equals(today)) {
        measureNothing();
      }
      return;
    }
    ParityReport report = compared.report();
    if (session.equals(today)) {
      measure(report);
    }
    tell(session, report);
    if (compared.allDone()) {
      if (digests.store(session, now, report)) {
        LOG.infof(
            "digest=%s verdict=%s mismatches=%d reason=\"%s\"",
            session, report.judgement().verdict(), report.mismatches().size(), report.judgement().reason());
      }
      complete.add(session);
    }
  }

  /** Each state of a session is told once. */
  private void tell(LocalDate session, ParityReport report) {
    if (report.judgement().verdict() != Verdict.FAIL) {
      told.remove(session);
      return;
    }
    String text = "parity=%s session=%s causes=%s".formatted(Verdict.FAIL, session, report.causes());
    if (!text.equals(told.put(session, text))) {
      LOG.warn(text);
    }
  }

  private void measureNothing() {
    for (MultiGauge gauge : List.of(signals, bounds, verdicts, causes)) {
      gauge.register(List.of(), true);
    }
  }

  private void measure(ParityReport report) {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    List<MultiGauge.Row<?>> limits = new ArrayList<>();
    List<MultiGauge.Row<?>> marks = new ArrayList<>();
    for (CategoryParity category : report.categories()) {
      Tags tags = Tags.of("category", category.category().label());
      Figures figures = category.figures();
      counts.add(MultiGauge.Row.of(tags.and("result", "matched"), figures.matched()));
      counts.add(MultiGauge.Row.of(tags.and("result", "drifted"), figures.drifted()));
      counts.add(MultiGauge.Row.of(tags.and("result", "missing"), figures.missing()));
      counts.add(MultiGauge.Row.of(tags.and("result", "extra"), figures.extra()));
      counts.add(MultiGauge.Row.of(tags.and("result", "accepted"), figures.accepted()));
      limits.add(MultiGauge.Row.of(tags, figures.mismatchBound()));
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
    List<MultiGauge.Row<?>> found = new ArrayList<>();
    report
        .causes()
        .forEach(
            (cause, mismatches) ->
                found.add(MultiGauge.Row.of(Tags.of("cause", cause.label()), mismatches)));
    causes.register(found, true);
  }
}
