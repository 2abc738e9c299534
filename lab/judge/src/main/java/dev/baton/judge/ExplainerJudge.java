package dev.baton.judge;

import dev.baton.judge.JudgeReport.KindResult;
import dev.baton.judge.JudgeReport.PairResult;
import dev.baton.parity.Cause;
import dev.baton.parity.Diagnosis;
import dev.baton.parity.Mismatch;
import dev.baton.parity.Verdict;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.ReplayRun;
import dev.baton.scan.TimeLimited;
import dev.baton.signal.SignalKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Judges the explainer: puts faults where they change a signal, on either side, and counts the causes that it decides. The same
 * seed gives the same places for any number of threads.
 */
public final class ExplainerJudge {

  private static final int MOST_WRONG = 50;
  private static final int PAIRS_SHARE = 4;

  private final ReplayRun clean;
  private final int placements;
  private final long seed;
  private final int threads;
  private final Progress progress;

  /**
   * @param clean a run without faults, of all that may be judged
   * @param placements places for each kind of fault; pairs get a quarter of that, at least one
   * @param threads kinds at a time, 1 or more
   */
  public ExplainerJudge(
      ReplayRun clean, int placements, long seed, int threads, Progress progress) {
    if (placements < 1) {
      throw new IllegalArgumentException("placements " + placements + " is below 1");
    }
    this.clean = clean;
    this.placements = placements;
    this.seed = seed;
    this.threads = threads;
    this.progress = progress;
  }

  /** The trials of a kind, or of a pair of kinds. */
  record Trials(FaultKind one, FaultKind other, List<Trial> trials) {
    boolean pair() {
      return one != other;
    }
  }

  /**
   * Judges every kind and every pair of kinds.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  public JudgeReport judge() throws InterruptedException {
    List<Callable<Trials>> work = new ArrayList<>();
    int ofPair = Math.max(1, placements / PAIRS_SHARE);
    long steps = 0;
    for (FaultKind one : FaultKind.values()) {
      for (FaultKind other : FaultKind.values()) {
        if (one.ordinal() <= other.ordinal()) {
          int times = one == other ? placements : ofPair;
          steps += times;
          work.add(() -> trials(one, other, times));
        }
      }
    }
    progress.begun(steps);
    List<Trials> done = done(work);
    return report(
        done.stream().filter(trials -> !trials.pair()).toList(),
        done.stream().filter(Trials::pair).toList());
  }

  private List<Trials> done(List<Callable<Trials>> work) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Trials> done = new ArrayList<>();
      for (Future<Trials> trials : executor.invokeAll(work)) {
        done.add(trials.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw TimeLimited.thrown(e.getCause());
    } finally {
      executor.shutdownNow();
      executor.close();
    }
  }

  private Trials trials(FaultKind one, FaultKind other, int times) throws InterruptedException {
    int kinds = FaultKind.values().length;
    Random random = new Random(seed * kinds * kinds + one.ordinal() * kinds + other.ordinal());
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Optional<Trial> trial = Trial.of(one, other, clean, random);
      trial.ifPresent(trials::add);
      progress.done(trial.isPresent() ? 1 : times - i);
      if (trial.isEmpty()) {
        // After so many failed tries, more would fail too.
        break;
      }
    }
    return new Trials(one, other, trials);
  }

  static JudgeReport report(List<Trials> singles, List<Trials> pairs) {
    Map<String, KindResult> kinds = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
    for (Trials trials : singles) {
      kinds.put(trials.one().label(), kind(trials));
      confusion.put(trials.one().cause().label(), decided(trials));
    }
    int all = kinds.values().stream().mapToInt(kind -> kind.mismatches() + kind.unseen()).sum();
    int right = kinds.values().stream().mapToInt(KindResult::right).sum();
    return new JudgeReport(
        kinds,
        confusion,
        all == 0 ? 1 : Math.round(10_000.0 * right / all) / 10_000.0,
        pairs.stream().map(ExplainerJudge::pair).toList(),
        singles.stream().flatMap(trials -> wrong(trials).stream()).limit(MOST_WRONG).toList());
  }

  private static KindResult kind(Trials trials) {
    Map<String, Integer> verdicts = new TreeMap<>();
    int mismatches = 0;
    int right = 0;
    int unseen = 0;
    for (Trial trial : trials.trials()) {
      verdicts.merge(trial.parity().judgement().verdict().name(), 1, Integer::sum);
      mismatches += trial.parity().mismatches().size();
      right += trial.parity().causes().getOrDefault(trials.one().cause(), 0);
      unseen += trial.unseen().size();
    }
    return new KindResult(trials.trials().size(), verdicts, mismatches, right, unseen);
  }

  private static Map<String, Integer> decided(Trials trials) {
    Map<Cause, Integer> decided = new EnumMap<>(Cause.class);
    for (Trial trial : trials.trials()) {
      trial.parity().causes().forEach((cause, count) -> decided.merge(cause, count, Integer::sum));
    }
    Map<String, Integer> labelled = new LinkedHashMap<>();
    decided.forEach((cause, count) -> labelled.put(cause.label(), count));
    return labelled;
  }

  private static List<String> wrong(Trials trials) {
    List<String> wrong = new ArrayList<>();
    for (Trial trial : trials.trials()) {
      for (Mismatch mismatch : trial.parity().mismatches()) {
        Diagnosis diagnosis = mismatch.diagnosis();
        if (diagnosis.cause() != trials.one().cause()) {
          wrong.add(
              "%s: %s is %s, %s"
                  .formatted(
                      trial.text(),
                      mismatch.key(),
                      diagnosis.cause().label(),
                      diagnosis.evidence()));
        }
      }
      for (SignalKey key : trial.unseen()) {
        wrong.add("%s: %s is changed and not reported".formatted(trial.text(), key));
      }
    }
    return wrong;
  }

  private static PairResult pair(Trials trials) {
    Set<Cause> expected = EnumSet.of(trials.one().cause(), trials.other().cause());
    List<Trial> others =
        trials.trials().stream()
            .filter(trial -> !trial.causes().equals(expected) || !trial.unseen().isEmpty())
            .toList();
    return new PairResult(
        trials.one().label(),
        trials.other().label(),
        trials.trials().size(),
        trials.trials().size() - others.size(),
        (int)
            trials.trials().stream()
                .filter(trial -> trial.parity().judgement().verdict() == Verdict.PASS)
                .count(),
        others.stream().map(ExplainerJudge::found).toList());
  }

  private static String found(Trial trial) {
    return "%s%s for %s"
        .formatted(
            trial.causes().stream().map(Cause::label).collect(Collectors.joining("+")),
            trial.unseen().isEmpty() ? "" : ", %s not reported".formatted(trial.unseen().size()),
            trial.text());
  }
}
