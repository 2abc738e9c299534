package dev.baton.optimized.replay;

import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.run.Progress;

/** Replays the candles of the service's folder. */
interface Replayer {

  /** A replay that can begin. */
  interface Prepared {

    /**
     * Replays and compares. Blocks until the end.
     *
     * @param progress receives every step but the comparison at the end
     * @throws InterruptedException if the thread was interrupted: the work done is discarded
     * @throws dev.baton.replay.ReplayException if a fault has no place where it can change a result
     */
    ReplayReport run(Progress progress) throws InterruptedException;
  }

  /**
   * Reads the candles and checks the request against them. Blocks; not for an event loop.
   *
   * @throws ReplayRefused if there is no folder to replay from
   * @throws dev.baton.replay.ReplayException if the candles do not cover the request
   * @throws dev.baton.csv.DataFileException if one of their files is broken; it names file and line
   */
  Prepared prepare(ReplayOrder order);
}
