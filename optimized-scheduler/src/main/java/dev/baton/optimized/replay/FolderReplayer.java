package dev.baton.optimized.replay;

import dev.baton.category.Universe;
import dev.baton.optimized.parity.ParityConfig;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.Injection;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.placement.Placement;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.report.ReplayReporting;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRun;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Replays the folder of the settings, as {@code ./baton replay} does: same candles and options, same report (ADR 16). */
@Singleton
class FolderReplayer implements Replayer {

  private final ParityConfig config;

  FolderReplayer(ParityConfig config) {
    this.config = config;
  }

  @Override
  public Prepared prepare(ReplayOrder order) {
    RecordedCandles candles = RecordedCandles.read(folder(), Universe.DEFAULT.all());
    Replay replay =
        new Replay(candles, Replay.calendar(candles), order.range(), config.replayThreads());
    Placement placement = new Placement(replay, order.faults(), order.seed());
    ofInject(
        () -> {
          placement.check();
          return placement;
        });
    return progress -> run(replay, placement, progress);
  }

  private Path folder() {
    Path folder =
        config
            .replayCandles()
            .orElseThrow(
                () ->
                    new ReplayRefused(
                        "no candles to replay: set baton.parity.replay-candles to a folder of recorded ones"));
    if (!Files.isDirectory(folder)) {
      throw new ReplayRefused("baton.parity.replay-candles: there is no folder " + folder);
    }
    return folder;
  }

  private static ReplayReport run(Replay replay, Placement placement, Progress progress)
      throws InterruptedException {
    ReplayRun clean = replay.run(progress);
    List<Fault> faults = ofInject(() -> placement.place(clean));
    ReplayRun run = replay.inject(clean, new Injection(faults), progress);
    ReplayReport report = ReplayReporting.of(run, faults);
    // The comparison does not use it.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return report;
  }

  private static <T> T ofInject(Supplier<T> placed) {
    try {
      return placed.get();
    } catch (ReplayException e) {
      throw ReplayOrder.inject(e);
    }
  }
}
