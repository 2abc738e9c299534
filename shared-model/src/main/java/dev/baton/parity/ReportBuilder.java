package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.signal.SignalKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects what a comparison finds, and makes its report. Not safe for use by several threads. */
final class ReportBuilder {

  private final Tolerances tolerances;
  private final List<AcceptedDifference> accepted;
  private final Map<Category, Map<LocalDate, ParityTally>> tallies = new EnumMap<>(Category.class);
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<NotComparable> notComparable = new ArrayList<>();
  private final List<LateSignal> late = new ArrayList<>();
  private final HoleLog holes = new HoleLog();

  /**
   * @param accepted the first one that accepts a mismatch counts
   */
  ReportBuilder(
      Collection<Category> categories, Tolerances tolerances, List<AcceptedDifference> accepted) {
    this.tolerances = tolerances;
    this.accepted = accepted;
    categories.forEach(category -> tallies.put(category, new TreeMap<>()));
  }

  /** The counts of that session, to be added to. */
  ParityTally tally(Category category, LocalDate session) {
    return tallies.get(category).computeIfAbsent(session, _ -> new ParityTally());
  }

  /** Whether anything was compared or found in that session. */
  boolean has(Category category, LocalDate session) {
    return tallies.get(category).containsKey(session);
  }

  void hold(Category category, LocalDate session, HoldReason reason) {
    tally(category, session).holds.add(reason);
  }

  /** A bar that at least one generation did not evaluate. */
  void addHole(BarKey bar, LocalDate session, HoldReason reason, Sides<EvaluationStatus> status) {
    hold(bar.category(), session, reason);
    tally(bar.category(), session).holes++;
    holes.add(bar, session, reason, status);
  }

  /** A session of which the calendar does not know every due bar, and its words. */
  void addUnknownDate(Category category, LocalDate session, String why) {
    hold(category, session, HoldReason.CALENDAR_UNKNOWN);
    holes.addUnknownDate(category, session, why);
  }

  void add(NotComparable signal) {
    notComparable.add(signal);
  }

  void add(LateSignal signal) {
    late.add(signal);
  }

  void addMismatch(
      Mismatch.Kind kind,
      SignalKey key,
      LocalDate session,
      Sides<Optional<PublishedSignal>> published,
      Sides<Optional<Evaluation>> evaluation,
      List<FieldDrift> drift,
      Diagnosis diagnosis) {
    Mismatch mismatch =
        new Mismatch(
            kind,
            key,
            session,
            published.legacy(),
            published.optimized(),
            evaluation.legacy(),
            evaluation.optimized(),
            drift,
            diagnosis,
            accepted.stream()
                .filter(rule -> rule.accepts(key, session, diagnosis.cause()))
                .findFirst());
    tally(key.category(), session).add(mismatch);
    mismatches.add(mismatch);
  }

  /** Adds what was found in the evidence of other symbols. */
  void add(ReportBuilder other) {
    other.tallies.forEach(
        (category, sessions) ->
            sessions.forEach((session, tally) -> tally(category, session).add(tally)));
    mismatches.addAll(other.mismatches);
    notComparable.addAll(other.notComparable);
    late.addAll(other.late);
    holes.add(other.holes);
  }

  ParityReport report(MarketDates dates) {
    Judge judge = new Judge(tolerances);
    List<ParityReport.OfCategory> categories = new ArrayList<>();
    List<ParityReport.OfSession> sessions = new ArrayList<>();
    tallies.forEach(
        (category, bySession) -> {
          ParityTally all = new ParityTally();
          ParityTally withoutHoles = new ParityTally();
          bySession.forEach(
              (session, tally) -> {
                all.add(tally);
                if (tally.holds.isEmpty()) {
                  withoutHoles.add(tally);
                }
                ParityFigures figures = tally.figures(tolerances);
                sessions.add(
                    new ParityReport.OfSession(
                        category, session, figures, judge.judge(figures, tally.holds)));
              });
          ParityFigures figures = all.figures(tolerances);
          categories.add(
              new ParityReport.OfCategory(
                  category,
                  figures,
                  judge.judge(figures, all.holds),
                  judge.judge(withoutHoles.figures(tolerances), withoutHoles.holds)));
        });
    sessions.sort(
        Comparator.comparing(ParityReport.OfSession::session)
            .thenComparing(ParityReport.OfSession::category));
    mismatches.sort(Comparator.comparing(Mismatch::key));
    notComparable.sort(
        Comparator.comparing(NotComparable::key).thenComparing(NotComparable::generation));
    late.sort(Comparator.comparing(LateSignal::key));
    Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
    mismatches.forEach(mismatch -> causes.merge(mismatch.diagnosis().cause(), 1, Integer::sum));
    return new ParityReport(
        dates.from(),
        dates.to(),
        Judge.worst(categories.stream().map(ParityReport.OfCategory::judgement).toList()),
        categories,
        sessions,
        causes,
        mismatches,
        holes.list(),
        notComparable,
        late);
  }
}
