package dev.baton.replay.run;

/** Told how far a replay is. Safe for use by several threads. */
public interface Progress {

  /** Nobody is told. */
  Progress NONE =
      new Progress() {
        @Override
        public void begun(long steps) {}

        @Override
        public void done(long steps) {}
      };

  /** So many more steps are to be done. */
  void begun(long steps);

  /** So many more steps are done. */
  void done(long steps);
}
