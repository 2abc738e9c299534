package dev.baton.replay.judge;

import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.parity.Cause;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Published;
import dev.baton.parity.Verdict;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.judge.JudgeReport.KindResult;
import dev.baton.replay.judge.JudgeReport.PairResult;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges the explainer: puts faults where they change a signal, on either side, and counts which causes are decided. The same
 * seed gives the same places.
 */
public final class ExplainerJudge {

  private static final int MOST_TRIES = 200;
  private static final int MOST_WRONG = 50;
  private static final int PAIRS_SHARE = 4;

  private final ReplayRun clean;
  private final Replay replay;
  private final int placements;
  private final long seed;
  private final Progress progress;
  private final Map<Cause, Map<Cause, Integer>> confusion = new EnumMap<>(Cause.class);
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param clean a run without faults, of all that may be judged
   * @param placements places for each kind of fault; pairs get a quarter of that, at least one
   */
  public ExplainerJudge(ReplayRun clean, int placements, long seed, Progress progress) {
    if (placements < 1) {
      throw new IllegalArgumentException("placements " + placements + " is below 1");
    }
    this.clean = clean;
    this.replay = clean.replay();
    this.placements = placements;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Judges every kind and every pair of kinds.
   *
   * @throws dev.baton.replay.ReplayException if there is no place where a kind changes a signal
   * @throws InterruptedException if the thread was interrupted
   */
  public JudgeReport judge() throws InterruptedException {
    FaultKind[] kinds = FaultKind.values();
    int ofPair = Math.max(1, placements / PAIRS_SHARE);
    progress.begun((long) placements * kinds.length + (long) ofPair * kinds.length * (kinds.length - 1) / 2);
    Map<String, KindResult> results = new LinkedHashMap<>();
    for (FaultKind kind : kinds) {
      results.put(kind.label(), judge(kind));
    }
    List<PairResult> pairs = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      for (int j = i + 1; j < kinds.length; j++) {
        pairs.add(judge(kinds[i], kinds[j], ofPair));
      }
    }
    int all = results.values().stream().mapToInt(KindResult::mismatches).sum();
    int right = results.values().stream().mapToInt(KindResult::right).sum();
    return new JudgeReport(
        results,
        labelled(),
        all == 0 ? 1 : Math.round(10_000.0 * right / all) / 10_000.0,
        pairs,
        List.copyOf(wrong));
  }

  private Map<String, Map<String, Integer>> labelled() {
    Map<String, Map<String, Integer>> labelled = new LinkedHashMap<>();
    confusion.forEach(
        (expected, decided) -> {
          Map<String, Integer> row = new LinkedHashMap<>();
          decided.forEach((cause, count) -> row.put(cause.label(), count));
          labelled.put(expected.label(), row);
        });
    return labelled;
  }

  private KindResult judge(FaultKind kind) throws InterruptedException {
    Random random = new Random(seed * 31 + kind.ordinal());
    Map<String, Integer> verdicts = new TreeMap<>();
    int mismatches = 0;
    int right = 0;
    int unseen = 0;
    for (int i = 0; i < placements; i++) {
      Placed placed = place(kind, random);
      ParityReport parity = placed.in().compared(placed.injected());
      verdicts.merge(parity.judgement().verdict().name(), 1, Integer::sum);
      unseen += parity.mismatches().isEmpty() && parity.notComparable().isEmpty() ? 1 : 0;
      for (Mismatch mismatch : parity.mismatches()) {
        mismatches++;
        right += counted(kind, placed.fault(), mismatch) ? 1 : 0;
      }
      progress.done(1);
    }
    return new KindResult(placements, verdicts, mismatches, right, unseen);
  }

  private boolean counted(FaultKind kind, Fault fault, Mismatch mismatch) {
    Cause decided = mismatch.diagnosis().cause();
    confusion
        .computeIfAbsent(kind.cause(), _ -> new EnumMap<>(Cause.class))
        .merge(decided, 1, Integer::sum);
    if (decided != kind.cause() && wrong.size() < MOST_WRONG) {
      wrong.add(
          "%s: %s is %s, %s"
              .formatted(
                  fault.text(), mismatch.key(), decided.label(), mismatch.diagnosis().evidence()));
    }
    return decided == kind.cause();
  }

  /** A fault in a place where it changes a signal. */
  private record Placed(Fault fault, Case in, ReplayRun injected) {}

  private Placed place(FaultKind kind, Random random) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Generation generation = random.nextBoolean() ? Generation.OPTIMIZED : Generation.LEGACY;
      List<Published> signals = clean.of(generation).signals();
      if (signals.isEmpty()) {
        break;
      }
      RandomFault drawn = RandomFault.draw(kind, generation, signals, replay, random);
      Set<Symbol> symbols = Set.of(drawn.near());
      Case in =
          Case.of(
              replay, drawn.from(), drawn.to(), RandomFault.categories(replay, symbols), symbols);
      ReplayRun injected = in.with(List.of(drawn.fault()));
      if (!in.changed(generation, injected).isEmpty()) {
        return new Placed(drawn.fault(), in, injected);
      }
    }
    throw Case.impossible(kind.label());
  }

  private PairResult judge(FaultKind one, FaultKind other, int times) throws InterruptedException {
    Random random = new Random(seed * 31 + 100L * (one.ordinal() + 1) + other.ordinal());
    int exact = 0;
    int passes = 0;
    Set<String> otherSets = new TreeSet<>();
    for (int i = 0; i < times; i++) {
      ParityReport parity = pair(one, other, random);
      Set<Cause> found = EnumSet.noneOf(Cause.class);
      found.addAll(parity.causes().keySet());
      if (found.equals(EnumSet.of(one.cause(), other.cause()))) {
        exact++;
      } else {
        otherSets.add(found.stream().map(Cause::label).collect(Collectors.joining("+")));
      }
      passes += parity.judgement().verdict() == Verdict.PASS ? 1 : 0;
      progress.done(1);
    }
    return new PairResult(one.label(), other.label(), times, exact, passes, List.copyOf(otherSets));
  }

  /** Two faults of one generation in the same sessions, of which each changes a signal that the other leaves alone. */
  private ParityReport pair(FaultKind one, FaultKind other, Random random)
      throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Generation generation = random.nextBoolean() ? Generation.OPTIMIZED : Generation.LEGACY;
      List<Published> signals = clean.of(generation).signals();
      if (signals.isEmpty()) {
        break;
      }
      RandomFault first = RandomFault.draw(one, generation, signals, replay, random);
      List<Published> near = RandomFault.signals(clean, generation, first.from(), first.to());
      RandomFault second = RandomFault.draw(other, generation, near, replay, random);
      Set<Symbol> symbols = new TreeSet<>(List.of(first.near()));
      symbols.add(second.near());
      Case in =
          Case.of(
              replay,
              first.from().isBefore(second.from()) ? first.from() : second.from(),
              first.to().isAfter(second.to()) ? first.to() : second.to(),
              RandomFault.categories(replay, symbols),
              symbols);
      Set<SignalKey> byFirst = in.changed(generation, in.with(List.of(first.fault())));
      Set<SignalKey> bySecond = in.changed(generation, in.with(List.of(second.fault())));
      if (hasOwn(byFirst, bySecond) && hasOwn(bySecond, byFirst)) {
        return in.compared(in.with(List.of(first.fault(), second.fault())));
      }
    }
    throw Case.impossible(one.label() + " and " + other.label());
  }

  private static boolean hasOwn(Set<SignalKey> mine, Set<SignalKey> others) {
    Set<SignalKey> own = new HashSet<>(mine);
    own.removeAll(others);
    return !own.isEmpty();
  }
}
