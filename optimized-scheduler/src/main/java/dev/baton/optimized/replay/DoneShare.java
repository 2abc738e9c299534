package dev.baton.optimized.replay;

import dev.baton.replay.run.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The share of the work that is done. It never goes back: each part of the work has a fixed share, however many steps it has. Safe for use by several threads; parts begin one after the other.
 */
final class DoneShare implements Progress {

  /** A tenth is left for the comparison, which has no steps. */
  private static final double[] CLEAN = {0.9};

  /** Faults are a second, shorter run. */
  private static final double[] WITH_FAULTS = {0.7, 0.2};

  private record Part(int next, double before, double share, long steps, AtomicLong done) {
    double value() {
      return before + (steps == 0 ? share : share * done.get() / steps);
    }
  }

  private final double[] shares;
  private volatile Part part = new Part(0, 0, 0, 0, new AtomicLong());

  private DoneShare(double[] shares) {
    this.shares = shares;
  }

  /** Nothing of that request is done yet. */
  static DoneShare of(ReplayOrder order) {
    return new DoneShare(order.faults().isEmpty() ? CLEAN : WITH_FAULTS);
  }

  @Override
  public void begun(long steps) {
    Part last = part;
    double share = last.next() < shares.length ? shares[last.next()] : 0;
    part = new Part(last.next() + 1, last.before() + last.share(), share, steps, new AtomicLong());
  }

  @Override
  public void done(long steps) {
    part.done().addAndGet(steps);
  }

  /** 0 to 0.9. */
  double value() {
    return part.value();
  }
}
