package dev.baton.stack.replay;

import dev.baton.replay.run.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal, and nothing elsewhere. */
final class Bar implements Progress, AutoCloseable {

  private static final int WIDTH = 100;

  private final ProgressBar bar;

  private Bar(ProgressBar bar) {
    this.bar = bar;
  }

  static Bar titled(String title) {
    return new Bar(
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(0)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .clearDisplayOnFinish()
            .build());
  }

  @Override
  public void begun(long steps) {
    bar.maxHint(bar.getMax() + steps);
  }

  @Override
  public void done(long steps) {
    bar.stepBy(steps);
  }

  @Override
  public void close() {
    bar.close();
  }
}
