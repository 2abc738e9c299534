package dev.baton.replay.run;

/** Receives the progress of a replay. Safe for use by several threads. */
public interface Progress {

  Progress NONE =
      new Progress() {
        @Override
        public void begun(long steps) {}

        @Override
        public void done(long steps) {}
      };

  /** This many more steps are planned. */
  void begun(long steps);

  /** This many more steps are done. */
  void done(long steps);
}
