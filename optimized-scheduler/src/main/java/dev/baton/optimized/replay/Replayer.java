package dev.baton.optimized.replay;

import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.run.Progress;

/** Replays the candles that the service was given. */
interface Replayer {

  /** A replay that can begin. */
  interface Prepared {

    /**
     * Replays and compares. It blocks for as long as that takes.
     *
     * @param progress told of every step but the comparison at the end
     * @throws InterruptedException if the thread was interrupted: what has been done is thrown away
     * @throws dev.baton.replay.ReplayException if a fault finds no place where it would matter
     */
    ReplayReport run(Progress progress) throws InterruptedException;
  }

  /**
   * Reads the candles and holds the order against them. It blocks; not for an event loop.
   *
   * @throws ReplayRefused if there is no folder to replay from
   * @throws dev.baton.replay.ReplayException if the candles do not have what is asked for
   * @throws dev.baton.market.CandleFileException if one of their files is broken; it names file and line
   */
  Prepared prepare(ReplayOrder order);
}
