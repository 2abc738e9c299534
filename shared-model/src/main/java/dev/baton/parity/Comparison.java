package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.signal.SignalKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One run of the parity check. Not safe for use by several threads. */
final class Comparison {

  private final LocalDate from;
  private final LocalDate to;
  private final DueBars due;
  private final Tolerances tolerances;
  private final List<AcceptedDifference> accepted;
  private final Explainer explainer;
  private final EvidenceIndex legacy;
  private final EvidenceIndex optimized;
  private final Judge judge;
  private final Map<Category, Map<LocalDate, ParityTally>> tallies = new EnumMap<>(Category.class);
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<NotComparable> notComparable = new ArrayList<>();
  private final List<LateSignal> late = new ArrayList<>();
  private final HoleLog holes = new HoleLog();

  Comparison(
      LocalDate from,
      LocalDate to,
      DueBars due,
      Tolerances tolerances,
      List<AcceptedDifference> accepted,
      Explainer explainer,
      EvidenceIndex legacy,
      EvidenceIndex optimized) {
    this.from = from;
    this.to = to;
    this.due = due;
    this.tolerances = tolerances;
    this.accepted = accepted;
    this.explainer = explainer;
    this.legacy = legacy;
    this.optimized = optimized;
    this.judge = new Judge(tolerances);
  }

  /** Compares a category. */
  void compare(Category category) {
    Map<LocalDate, ParityTally> sessions = tallies.computeIfAbsent(category, _ -> new TreeMap<>());
    BarSlots mine = legacy.due(category);
    BarSlots theirs = optimized.due(category);
    SortedSet<Symbol> symbols = new TreeSet<>(legacy.symbols(category));
    symbols.addAll(optimized.symbols(category));
    for (Instant bar : mine.byBar().keySet()) {
      if (theirs.byBar().containsKey(bar)) {
        LocalDate session = later(mine.session(bar), theirs.session(bar));
        ParityTally tally = sessions.computeIfAbsent(session, _ -> new ParityTally());
        for (Symbol symbol : symbols) {
          compare(new BarKey(category, symbol, bar), session, tally);
        }
      }
    }
    unknown(category, mine, sessions);
    unknown(category, theirs, sessions);
    oneSided(category, legacy, mine, theirs);
    oneSided(category, optimized, theirs, mine);
    owedByOneSide(category, mine, theirs, sessions);
    owedByOneSide(category, theirs, mine, sessions);
    strays(category, legacy, mine, sessions);
    strays(category, optimized, theirs, sessions);
    ledger(legacy, sessions);
    ledger(optimized, sessions);
  }

  /** Sessions, and bars of a session, that only the other side owes; they keep back a verdict, whatever the rest says. */
  private void owedByOneSide(
      Category category, BarSlots side, BarSlots other, Map<LocalDate, ParityTally> sessions) {
    for (LocalDate date : other.dates()) {
      if (!side.dates().contains(date)) {
        hold(side, date, sessions);
      }
    }
    if (!category.signalTimeframe().intraday()) {
      // A daily bar may be looked at by one side alone on the day after: that is its schedule.
      return;
    }
    other.byBar().keySet().stream()
        .filter(bar -> !side.byBar().containsKey(bar))
        .map(other::session)
        .filter(date -> side.dates().contains(date))
        .forEach(date -> hold(side, date, sessions));
  }

  private static void hold(BarSlots side, LocalDate date, Map<LocalDate, ParityTally> sessions) {
    HoldReason reason =
        side.none()
            ? HoldReason.CATEGORY_OFF
            : side.datesAhead().contains(date) ? HoldReason.NOT_DONE : HoldReason.NOT_OWED;
    sessions.computeIfAbsent(date, _ -> new ParityTally()).holds.add(reason);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private void unknown(Category category, BarSlots slots, Map<LocalDate, ParityTally> sessions) {
    slots
        .unknown()
        .forEach(
            (slot, why) -> {
              LocalDate session = MarketTime.date(slot);
              sessions
                  .computeIfAbsent(session, _ -> new ParityTally())
                  .holds
                  .add(HoldReason.CALENDAR_UNKNOWN);
              holes.calendar(category, session, why);
            });
  }

  private static void ledger(EvidenceIndex side, Map<LocalDate, ParityTally> sessions) {
    side.recorded()
        .unknownCalls()
        .forEach(
            (date, calls) -> {
              if (calls > 0 && sessions.containsKey(date)) {
                sessions.get(date).holds.add(HoldReason.LEDGER_HOLE);
              }
            });
  }

  private void compare(BarKey target, LocalDate session, ParityTally tally) {
    EvaluationStatus mine = legacy.stand(target);
    EvaluationStatus theirs = optimized.stand(target);
    if (mine instanceof EvaluationStatus.Pending || theirs instanceof EvaluationStatus.Pending) {
      tally.holds.add(HoldReason.NOT_DONE);
      tally.holes++;
      holes.add(target, session, HoldReason.NOT_DONE, mine, theirs);
      pending(target, legacy, theirs);
      pending(target, optimized, mine);
      return;
    }
    boolean both = evaluated(mine) && evaluated(theirs);
    if (both) {
      tally.bars++;
    } else {
      HoldReason hold =
          evaluated(mine) || evaluated(theirs) ? HoldReason.NOT_SCANNED : reason(mine, theirs);
      tally.holds.add(hold);
      tally.holes++;
      holes.add(target, session, hold, mine, theirs);
    }
    Map<SignalKey, PublishedSignal> left = byKey(legacy.signals(target));
    Map<SignalKey, PublishedSignal> right = byKey(optimized.signals(target));
    lost(target, left, right, session, tally);
    if (left.values().stream().noneMatch(this::here)
        && right.values().stream().noneMatch(this::here)) {
      // None, or those of an earlier session whose bar is looked at again.
      return;
    }
    tally.legacySignals += left.size();
    tally.optimizedSignals += right.size();
    late(target, left, right, session, tally);
    left.forEach(
        (key, signal) ->
            compare(
                key,
                Optional.of(signal),
                Optional.ofNullable(right.get(key)),
                mine,
                theirs,
                session,
                tally));
    right.forEach(
        (key, signal) -> {
          if (!left.containsKey(key)) {
            compare(key, Optional.empty(), Optional.of(signal), mine, theirs, session, tally);
          }
        });
  }

  /** Whether a slot of the range found it. */
  private boolean here(PublishedSignal published) {
    LocalDate date = MarketTime.date(published.slot());
    return !date.isBefore(from) && !date.isAfter(to);
  }

  private static boolean evaluated(EvaluationStatus stand) {
    return stand instanceof EvaluationStatus.Evaluated
        || stand instanceof EvaluationStatus.Unrecorded;
  }

  /** Bars that both lack are the data's own hole; whatever else both lack is not. */
  private static HoldReason reason(EvaluationStatus mine, EvaluationStatus theirs) {
    return mine instanceof EvaluationStatus.NotEvaluated(Cause a, String _, Optional<Evaluation> _)
            && theirs
                instanceof EvaluationStatus.NotEvaluated(Cause b, String _, Optional<Evaluation> _)
            && a == Cause.BAR_MISSING
            && b == Cause.BAR_MISSING
        ? HoldReason.DATA_HOLE
        : HoldReason.NOT_SCANNED;
  }

  private void pending(BarKey target, EvidenceIndex side, EvaluationStatus other) {
    if (other instanceof EvaluationStatus.Pending(String detail)) {
      Generation lacking = side == legacy ? Generation.OPTIMIZED : Generation.LEGACY;
      side.signals(target)
          .forEach(
              signal ->
                  notComparable.add(
                      new NotComparable(
                          signal.signal().key(),
                          side.generation(),
                          Cause.OTHER_SLOT,
                          "%s: %s yet".formatted(lacking.label(), detail))));
    }
  }

  private static Map<SignalKey, PublishedSignal> byKey(List<PublishedSignal> signals) {
    Map<SignalKey, PublishedSignal> byKey = new LinkedHashMap<>();
    signals.stream()
        .sorted(Comparator.comparing((PublishedSignal published) -> published.signal().key()))
        .forEach(published -> byKey.putIfAbsent(published.signal().key(), published));
    return byKey;
  }

  private void late(
      BarKey target,
      Map<SignalKey, PublishedSignal> left,
      Map<SignalKey, PublishedSignal> right,
      LocalDate session,
      ParityTally tally) {
    left.forEach(
        (key, signal) ->
            tally.lateLegacy += late(legacy, signal, Optional.ofNullable(right.get(key))) ? 1 : 0);
    right.forEach(
        (key, signal) -> {
          Optional<PublishedSignal> other = Optional.ofNullable(left.get(key));
          if (late(optimized, signal, other)) {
            tally.lateOptimized++;
            other
                .filter(inTime -> !late(legacy, inTime, Optional.of(signal)))
                .filter(inTime -> inTime.detectedAt().isBefore(signal.detectedAt()))
                .ifPresent(
                    inTime -> {
                      tally.lateOptimizedAlone++;
                      late.add(new LateSignal(key, session, inTime, signal));
                    });
          }
        });
  }

  /** Whether a slot of the range found it, and late: made up, not the bar's first one, or sessions after the other side. */
  private boolean late(
      EvidenceIndex side, PublishedSignal published, Optional<PublishedSignal> other) {
    SignalKey key = published.signal().key();
    return here(published)
        && (published.late()
            || published.slot().isAfter(side.due(key.category()).slots(key.barTime()).getFirst())
            || other.filter(earlier -> !here(earlier)).isPresent());
  }

  private void compare(
      SignalKey key,
      Optional<PublishedSignal> left,
      Optional<PublishedSignal> right,
      EvaluationStatus mine,
      EvaluationStatus theirs,
      LocalDate session,
      ParityTally tally) {
    List<FieldDrift> drift = List.of();
    Optional<Diagnosis> astray =
        left.flatMap(signal -> astray(legacy, signal))
            .or(() -> right.flatMap(signal -> astray(optimized, signal)));
    Mismatch.Kind kind;
    if (left.isPresent() && right.isPresent()) {
      drift =
          FieldDrift.of(left.get().signal().values(), right.get().signal().values(), tolerances);
      if (drift.isEmpty() && astray.isEmpty()) {
        matched(key, left.get(), right.get(), tally);
        return;
      }
      kind = Mismatch.Kind.DRIFTED;
      tally.drifted++;
    } else if (left.isPresent()) {
      kind = Mismatch.Kind.MISSING;
      tally.missing++;
    } else {
      kind = Mismatch.Kind.EXTRA;
      tally.extra++;
    }
    Explainer.Side a = new Explainer.Side(legacy, mine, left, right);
    Explainer.Side b = new Explainer.Side(optimized, theirs, right, left);
    Diagnosis diagnosis =
        drift.isEmpty() && kind == Mismatch.Kind.DRIFTED
            ? astray.orElseThrow()
            : explainer.explain(key, a, b);
    BarKey target = BarKey.of(key);
    add(
        tally,
        new Mismatch(
            kind,
            key,
            session,
            left,
            right,
            a.evaluation(target),
            b.evaluation(target),
            drift,
            diagnosis,
            rule(key, session, diagnosis)));
  }

  /** Why a signal was found in a slot of the range in which its bar was not due; empty if it was. */
  private Optional<Diagnosis> astray(EvidenceIndex side, PublishedSignal published) {
    SignalKey key = published.signal().key();
    return here(published)
            && !side.due(key.category()).slots(key.barTime()).contains(published.slot())
        ? Optional.of(explainer.stray(side.generation(), published))
        : Optional.empty();
  }

  /** Signals that a side found and did not publish, where the other one has none either: nobody else would miss them. */
  private void lost(
      BarKey target,
      Map<SignalKey, PublishedSignal> left,
      Map<SignalKey, PublishedSignal> right,
      LocalDate session,
      ParityTally tally) {
    SortedSet<SignalKey> mine = unpublished(target, legacy, left, right);
    SortedSet<SignalKey> theirs = unpublished(target, optimized, left, right);
    for (SignalKey key : mine) {
      tally.missing++;
      addLost(key, legacy, theirs.contains(key), Mismatch.Kind.MISSING, session, tally);
    }
    for (SignalKey key : theirs) {
      if (!mine.contains(key)) {
        tally.extra++;
        addLost(key, optimized, false, Mismatch.Kind.EXTRA, session, tally);
      }
    }
  }

  private static SortedSet<SignalKey> unpublished(
      BarKey target,
      EvidenceIndex side,
      Map<SignalKey, PublishedSignal> left,
      Map<SignalKey, PublishedSignal> right) {
    SortedSet<SignalKey> keys = new TreeSet<>();
    for (Evaluation evaluation : side.said(target)) {
      for (StrategySide found : evaluation.found()) {
        SignalKey key =
            new SignalKey(
                target.category(),
                target.symbol(),
                found.strategy(),
                found.side(),
                target.barTime());
        if (!left.containsKey(key) && !right.containsKey(key)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private void addLost(
      SignalKey key,
      EvidenceIndex side,
      boolean both,
      Mismatch.Kind kind,
      LocalDate session,
      ParityTally tally) {
    BarKey target = BarKey.of(key);
    Diagnosis diagnosis =
        new Diagnosis(
            Cause.PUBLICATION_LOST,
            both ? Optional.empty() : Optional.of(side.generation()),
            both
                ? "both found it and neither has a signal"
                : "%s found it and neither has a signal".formatted(side.generation().label()),
            List.of());
    add(
        tally,
        new Mismatch(
            kind,
            key,
            session,
            Optional.empty(),
            Optional.empty(),
            legacy.said(target).stream().findFirst(),
            optimized.said(target).stream().findFirst(),
            List.of(),
            diagnosis,
            rule(key, session, diagnosis)));
  }

  private void matched(
      SignalKey key, PublishedSignal left, PublishedSignal right, ParityTally tally) {
    Instant end = due.end(key.category().signalTimeframe(), key.barTime());
    tally.matched(seconds(end, left), seconds(end, right));
    if (!left.signal().input().equals(right.signal().input())) {
      tally.matchedOnOtherInput++;
    }
  }

  private static double seconds(Instant end, PublishedSignal published) {
    return Duration.between(end, published.detectedAt()).toMillis() / 1000.0;
  }

  /**
   * Signals of bars that were due in no slot of their own side: a bar that had not ended, one that cannot be, or one of another
   * slot. They are differences, whatever the other side says.
   */
  private void strays(
      Category category, EvidenceIndex side, BarSlots own, Map<LocalDate, ParityTally> sessions) {
    side.targetsWithSignals().stream()
        .filter(target -> target.category() == category)
        .filter(target -> !own.byBar().containsKey(target.barTime()))
        .flatMap(target -> side.signals(target).stream())
        .filter(this::here)
        .forEach(
            published -> {
              LocalDate session = MarketTime.date(published.slot());
              stray(
                  side,
                  published,
                  session,
                  sessions.computeIfAbsent(session, _ -> new ParityTally()));
            });
  }

  private void stray(
      EvidenceIndex side, PublishedSignal published, LocalDate session, ParityTally tally) {
    SignalKey key = published.signal().key();
    boolean ofLegacy = side == legacy;
    if (ofLegacy) {
      tally.legacySignals++;
      tally.missing++;
    } else {
      tally.optimizedSignals++;
      tally.extra++;
    }
    Diagnosis diagnosis = explainer.stray(side.generation(), published);
    Optional<Evaluation> said = side.evaluationAt(BarKey.of(key), published.slot());
    add(
        tally,
        new Mismatch(
            ofLegacy ? Mismatch.Kind.MISSING : Mismatch.Kind.EXTRA,
            key,
            session,
            ofLegacy ? Optional.of(published) : Optional.empty(),
            ofLegacy ? Optional.empty() : Optional.of(published),
            ofLegacy ? said : Optional.empty(),
            ofLegacy ? Optional.empty() : said,
            List.of(),
            diagnosis,
            rule(key, session, diagnosis)));
  }

  private Optional<AcceptedDifference> rule(SignalKey key, LocalDate session, Diagnosis diagnosis) {
    return accepted.stream()
        .filter(known -> known.accepts(key, session, diagnosis.cause()))
        .findFirst();
  }

  private void add(ParityTally tally, Mismatch mismatch) {
    tally.accepted += mismatch.accepted().isPresent() ? 1 : 0;
    mismatches.add(mismatch);
  }

  /** Signals of bars that are due on one side only, in the range that is compared. */
  private void oneSided(Category category, EvidenceIndex side, BarSlots own, BarSlots others) {
    Generation other = side == legacy ? Generation.OPTIMIZED : Generation.LEGACY;
    boolean off = others.none();
    side.targetsWithSignals().stream()
        .filter(target -> target.category() == category)
        .filter(target -> own.byBar().containsKey(target.barTime()))
        .filter(target -> !others.byBar().containsKey(target.barTime()))
        .flatMap(target -> side.signals(target).stream())
        .filter(this::here)
        .forEach(
            published ->
                notComparable.add(
                    new NotComparable(
                        published.signal().key(),
                        side.generation(),
                        off ? Cause.CATEGORY_OFF : Cause.OTHER_SLOT,
                        off
                            ? "%s has no slot of the category here".formatted(other.label())
                            : "the bar is due in no slot of %s here".formatted(other.label()))));
  }

  /** What was found. */
  ParityReport report() {
    List<CategoryParity> categories = new ArrayList<>();
    List<SessionParity> sessions = new ArrayList<>();
    tallies.forEach(
        (category, bySession) -> {
          ParityTally all = new ParityTally();
          ParityTally rest = new ParityTally();
          bySession.forEach(
              (session, tally) -> {
                all.add(tally);
                if (tally.holds.isEmpty()) {
                  rest.add(tally);
                }
                sessions.add(
                    new SessionParity(
                        category, session, tally.figures(tolerances), judge.judge(tally)));
              });
          categories.add(
              new CategoryParity(
                  category, all.figures(tolerances), judge.judge(all), judge.judge(rest)));
        });
    sessions.sort(
        Comparator.comparing(SessionParity::session).thenComparing(SessionParity::category));
    mismatches.sort(Comparator.comparing(Mismatch::key));
    notComparable.sort(
        Comparator.comparing(NotComparable::key).thenComparing(NotComparable::generation));
    late.sort(Comparator.comparing(LateSignal::key));
    Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
    mismatches.forEach(mismatch -> causes.merge(mismatch.diagnosis().cause(), 1, Integer::sum));
    return new ParityReport(
        from,
        to,
        Judge.worst(categories.stream().map(CategoryParity::judgement).toList()),
        categories,
        sessions,
        causes,
        mismatches,
        holes.list(),
        notComparable,
        late);
  }
}
