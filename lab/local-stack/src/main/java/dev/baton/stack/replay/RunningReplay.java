package dev.baton.stack.replay;

import dev.baton.judge.ExplainerJudge;
import dev.baton.judge.JudgeReport;
import dev.baton.judge.JudgedReplay;
import dev.baton.judge.golden.GoldenComparison;
import dev.baton.judge.golden.GoldenSignals;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.placement.Placement;
import dev.baton.replay.report.ReplayReporting;
import dev.baton.replay.report.SignalsCsv;
import dev.baton.replay.report.WholeFile;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.up.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One replay, from the candles to the report. */
final class RunningReplay {

  private static final int BAR_WIDTH = 100;

  private final ReplayOrder order;
  private final Terminal terminal;
  private final boolean showsProgress;

  RunningReplay(ReplayOrder order, Terminal terminal, boolean showsProgress) {
    this.order = order;
    this.terminal = terminal;
    this.showsProgress = showsProgress;
  }

  /**
   * Replays, writes the requested files and prints the results.
   *
   * @return the exit code: 0 or 1
   * @throws ReplayException if there is nothing to replay, or a fault has no place
   * @throws dev.baton.csv.DataFileException if a candle file is broken
   */
  int run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    if (order.bySymbol()) {
      return bySymbol(began);
    }
    Optional<GoldenSignals> golden = order.golden().map(GoldenSignals::read);
    Replay replay = replay(RecordedCandles.read(order.candles(), order.range().universe().all()));
    Placement placement = new Placement(replay, order.faults(), order.seed());
    check(placement);

    long ready = System.nanoTime();
    List<Fault> faults = new ArrayList<>();
    ReplayRun clean = shown("replay", replay::run);
    ReplayRun run =
        order.faults().isEmpty()
            ? clean
            : shown("faults", progress -> injected(clean, placement, faults, progress));
    Optional<JudgeReport> judged =
        order.judge().isEmpty()
            ? Optional.empty()
            : Optional.of(
                shown(
                    "judge",
                    progress ->
                        new ExplainerJudge(
                                clean, order.judge().get(), order.seed(), order.threads(), progress)
                            .judge()));
    long replayed = System.nanoTime();
    JudgedReplay report =
        new JudgedReplay(
            ReplayReporting.of(run, faults),
            golden.map(reference -> GoldenComparison.of(run, reference)),
            judged);

    tell(report, () -> SignalsCsv.of(run), "read and plan", new Times(began, ready, replayed));
    return exitCode(report);
  }

  /** When a replay began, was planned, and was replayed; nanoseconds of the JVM's clock. */
  private record Times(long began, long planned, long replayed) {}

  /** Writes the requested files and prints the results. */
  private void tell(JudgedReplay report, Supplier<String> signals, String planning, Times times)
      throws IOException {
    if (order.report().isPresent()) {
      WholeFile.write(order.report().get(), report.json());
    }
    if (order.signals().isPresent()) {
      WholeFile.write(order.signals().get(), signals.get());
    }
    new ReplaySummary(terminal).print(report);
    terminal.line("");
    terminal.line(
        Terminal.Tone.QUIET,
        "%s: %s to %s, %s to replay, %s to report",
        order.threads() == 1 ? "one thread" : order.threads() + " threads",
        seconds(times.planned() - times.began()),
        planning,
        seconds(times.replayed() - times.planned()),
        seconds(System.nanoTime() - times.replayed()));
  }

  private static int exitCode(JudgedReplay report) {
    return report.defects().isEmpty() ? 0 : 1;
  }

  private Replay replay(RecordedCandles recorded) {
    RecordedCandles candles = order.settings().facts().map(recorded::with).orElse(recorded);
    return new Replay(
        candles,
        Replay.calendar(order.settings().calendar(), candles),
        order.range(),
        order.settings().replay(),
        order.threads());
  }

  /** With one symbol's candles and evidence in memory for each thread. */
  private int bySymbol(long began) throws IOException, InterruptedException {
    Replay replay = replay(RecordedCandles.in(order.candles(), order.range().universe().all()));
    SymbolSums sums = new SymbolSums(replay, order.signals().isPresent());
    long ready = System.nanoTime();
    shown(
        "replay",
        progress -> {
          replay.eachSymbol(sums::digest, sums::add, progress);
          return null;
        });
    long replayed = System.nanoTime();
    JudgedReplay report = new JudgedReplay(sums.report(), Optional.empty(), Optional.empty());
    tell(report, sums::signals, "plan", new Times(began, ready, replayed));
    terminal.line(
        Terminal.Tone.QUIET,
        "processor time: %s to read candles, legacy %s, optimized %s",
        seconds(sums.cpu().reading().toNanos()),
        seconds(sums.cpu().legacy().toNanos()),
        seconds(sums.cpu().optimized().toNanos()));
    return exitCode(report);
  }

  /** Work that reports its progress. */
  private interface Work<T> {
    T run(Progress progress) throws InterruptedException;
  }

  private <T> T shown(String title, Work<T> work) throws InterruptedException {
    if (!showsProgress) {
      return work.run(Progress.NONE);
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(0)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
            .clearDisplayOnFinish()
            .build()) {
      return work.run(
          new Progress() {
            @Override
            public void begun(long steps) {
              bar.maxHint(bar.getMax() + steps);
            }

            @Override
            public void done(long steps) {
              bar.stepBy(steps);
            }
          });
    }
  }

  private ReplayRun injected(
      ReplayRun clean, Placement placement, List<Fault> faults, Progress progress)
      throws InterruptedException {
    try {
      faults.addAll(placement.place(clean));
    } catch (ReplayException e) {
      throw injected(e);
    }
    return clean.replay().inject(clean, new Injection(faults), progress);
  }

  private static void check(Placement placement) {
    try {
      placement.check();
    } catch (ReplayException e) {
      throw injected(e);
    }
  }

  private static UsageException injected(ReplayException cannotBePlaced) {
    return new UsageException("--inject: " + cannotBePlaced.getMessage());
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
