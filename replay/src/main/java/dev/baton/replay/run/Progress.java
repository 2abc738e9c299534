package dev.baton.replay.run;

/** Receives the progress of a replay. Safe for use by several threads. */
public interface Progress {

  Progress NONE = new Progress() {};

  /** This many more steps are planned. */
  default void begun(long steps) {}

  /** This many more steps are done. */
  default void done(long steps) {}
}
