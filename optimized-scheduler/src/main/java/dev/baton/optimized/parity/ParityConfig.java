package dev.baton.optimized.parity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the generations are compared. */
@ConfigMapping(prefix = "baton.parity")
public interface ParityConfig {

  /** A file of accepted differences; read at each comparison. */
  Optional<Path> accepted();

  /** Interval of the check for new evidence to compare; real time. */
  @WithDefault("15s")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 1)
  Duration every();

  /** The limit for the upper bound on the rate of mismatches, a share. */
  @WithDefault("0.05")
  @DecimalMin("0.0001")
  @DecimalMax("0.5")
  double mismatchRate();

  /** Confidence of that bound, one-sided. */
  @WithDefault("0.95")
  @DecimalMin("0.5")
  @DecimalMax("0.9999")
  double confidence();

  /** The one folder of recorded candles that may be replayed; a request never names a path of this machine. */
  Optional<Path> replayCandles();

  /** Symbols that are replayed at a time; a live service keeps its other processors. */
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int replayThreads();
}
