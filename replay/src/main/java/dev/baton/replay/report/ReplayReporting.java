package dev.baton.replay.report;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.parity.ParityReport;
import dev.baton.parity.ParityView;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.market.CandleSum;
import dev.baton.replay.report.ReplayReport.Candles;
import dev.baton.replay.report.ReplayReport.Figures;
import dev.baton.replay.report.ReplayReport.FullSession;
import dev.baton.replay.report.ReplayReport.GenerationPart;
import dev.baton.replay.report.ReplayReport.Hold;
import dev.baton.replay.report.ReplayReport.Run;
import dev.baton.replay.report.ReplayReport.Sessions;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayPlan;
import dev.baton.replay.run.ReplayRun;
import dev.baton.replay.run.Tally;
import dev.baton.replay.run.Tally.Count;
import dev.baton.scan.Lookups;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public final class ReplayReporting {

  private ReplayReporting() {}

  /** The report of a run of all symbols with these faults. */
  public static ReplayReport of(ReplayRun run, List<Fault> faults) {
    ReportFold fold = new ReportFold(run.replay());
    fold.add(fold.part(run));
    return fold.report(run.replay().candles().sum(), faults);
  }

  static ReplayReport of(
      Replay replay,
      ParityReport parity,
      Map<Generation, GenerationSum> sums,
      CandleSum candles,
      List<Fault> faults) {
    List<Hold> holds = Holds.of(replay, parity);
    Map<String, GenerationPart> generations = new LinkedHashMap<>();
    for (Generation generation : Generation.values()) {
      generations.put(generation.label(), part(sums.get(generation), replay));
    }
    return new ReplayReport(
        new Run(
            replay.range().from().toString(),
            replay.range().to().toString(),
            replay.range().categories().stream().map(Category::label).toList(),
            sessions(replay),
            new Candles(
                replay.candles().symbols().size(),
                candles.fiveMinutes(),
                candles.days(),
                candles.hash()),
            faults.stream().map(Fault::text).toList()),
        generations,
        ratio(generations),
        holds,
        parity.judgement().passesButForData(),
        ParityView.of(parity));
  }

  private static Sessions sessions(Replay replay) {
    TradingCalendar known = TradingCalendar.nse();
    Map<String, Integer> inferred = new TreeMap<>();
    for (LocalDate date : replay.sessions()) {
      if (!known.knows(date)) {
        inferred.merge(Integer.toString(date.getYear()), 1, Integer::sum);
      }
    }
    int lacking = inferred.values().stream().mapToInt(Integer::intValue).sum();
    return new Sessions(
        replay.sessions().size(),
        replay.sessions().getFirst().toString(),
        replay.sessions().getLast().toString(),
        replay.sessions().size() - lacking,
        inferred);
  }

  private static GenerationPart part(GenerationSum sum, Replay replay) {
    Set<Category> categories = replay.range().categories();
    Tally tally = sum.tally();
    Map<Category, Integer> slots = EnumMaps.copy(Category.class, sum.plan().slots(), List::size);
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (Category category : categories) {
      figures.put(
          category.label(),
          figures(
              slots.getOrDefault(category, 0),
              count -> tally.of(category, count),
              sum.signals(category)));
    }
    Figures totals =
        figures(
            slots.values().stream().mapToInt(Integer::intValue).sum(),
            count -> categories.stream().mapToLong(category -> tally.of(category, count)).sum(),
            sum.signals());
    return new GenerationPart(figures, totals, fullSession(sum.plan(), tally, replay));
  }

  private static Figures figures(int slots, ToLongFunction<Count> of, long signals) {
    long lookups = of.applyAsLong(Count.LOOKUPS);
    long hits = of.applyAsLong(Count.HITS);
    return new Figures(
        slots,
        of.applyAsLong(Count.LOOKED_AT),
        of.applyAsLong(Count.EVALUATED),
        of.applyAsLong(Count.BAR_MISSING),
        of.applyAsLong(Count.TOO_FEW_BARS),
        of.applyAsLong(Count.INCOMPLETE),
        of.applyAsLong(Count.SUSPENDED),
        of.applyAsLong(Count.ERRORS),
        lookups,
        hits,
        rate(hits, lookups),
        of.applyAsLong(Count.CALLS),
        signals);
  }

  private static Optional<FullSession> fullSession(ReplayPlan plan, Tally tally, Replay replay) {
    Set<LocalDate> onHold =
        plan.onHold().stream().map(held -> held.date()).collect(Collectors.toSet());
    int[] full =
        IntStream.range(0, tally.sessions())
            .filter(session -> !onHold.contains(replay.sessions().get(session)))
            .filter(
                session ->
                    tally.of(session, Count.BAR_MISSING) + tally.of(session, Count.ERRORS) == 0)
            .toArray();
    if (full.length == 0) {
      return Optional.empty();
    }
    long calls = sum(full, tally, Count.CALLS);
    long lookups = sum(full, tally, Count.LOOKUPS);
    long hits = sum(full, tally, Count.HITS);
    return Optional.of(
        new FullSession(
            full.length,
            rounded((double) calls / full.length),
            rounded((double) lookups / full.length),
            rounded((double) hits / full.length),
            rate(hits, lookups)));
  }

  private static long sum(int[] sessions, Tally tally, Count count) {
    return IntStream.of(sessions).mapToLong(session -> tally.of(session, count)).sum();
  }

  private static Optional<Double> ratio(Map<String, GenerationPart> generations) {
    Optional<FullSession> legacy = generations.get(Generation.LEGACY.label()).fullSession();
    Optional<FullSession> optimized = generations.get(Generation.OPTIMIZED.label()).fullSession();
    return legacy
        .filter(session -> session.calls() > 0)
        .flatMap(theirs -> optimized.map(ours -> rounded(ours.calls() / theirs.calls())));
  }

  private static Optional<Double> rate(long hits, long lookups) {
    return new Lookups(lookups, hits).hitRate().map(ReplayReporting::rounded);
  }

  /** Rounds to four places, more than a mean is good for. */
  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
