package dev.baton.replay.run;

import java.time.Duration;

/** Processor time of a replay: that of reading the candles, and that of each generation, from its first slot to its last. */
public record Cpu(Duration reading, Duration legacy, Duration optimized) {

  public static final Cpu NONE = new Cpu(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Cpu plus(Cpu other) {
    return new Cpu(
        reading.plus(other.reading), legacy.plus(other.legacy), optimized.plus(other.optimized));
  }
}
