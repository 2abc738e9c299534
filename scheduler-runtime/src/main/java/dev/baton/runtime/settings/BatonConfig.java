package dev.baton.runtime.settings;

import dev.baton.category.Generation;
import dev.baton.ownership.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings that both services have. */
@ConfigMapping(prefix = "baton")
public interface BatonConfig {

  /** Which generation this service is; set by the service itself. */
  Generation generation();

  /** Mode of all categories: live, shadow, or off, which does not scan. */
  @WithDefault("shadow")
  Mode mode();

  /** The clock: the machine's, or the simulated market's. */
  @WithDefault("system")
  ClockKind clock();

  /** Address of the simulator, which sets the clock; needed if {@code baton.clock} is {@code simulated}. */
  Optional<URI> clockUrl();

  /** Address of the legacy scheduler; used by the optimized one. */
  @WithDefault("http://127.0.0.1:8001")
  URI legacyUrl();

  /** Interval of the check that slots are being processed; real time. */
  @WithDefault("1s")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 1)
  Duration heartbeat();

  /** Time from which on slots are due if this generation never ran on the database; if not given, that of its first start. */
  Optional<Instant> since();

  /** File of calendar lines that override those of the shipped trading calendar. */
  Optional<Path> calendarOverrides();

  /** Longest time after its slot time plus the fetch lag at which a slot begins without being late; market time. */
  @WithDefault("60s")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 24)
  Duration lateAfter();

  /** Time from a slot's time to its begin, so that the broker has published the bar; market time. */
  @WithDefault("2s")
  @DurationMin(seconds = 0)
  @DurationMax(minutes = 4)
  Duration fetchLag();

  /** Number of scans of a symbol that fails within its slot while the broker answers for others. */
  @WithDefault("3")
  @Min(1)
  @Max(10)
  int attempts();

  /** Longest time for which an outage pauses a simulated market's clock; real time. */
  @WithDefault("10s")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 1)
  Duration outageHold();

  /** File of dated facts about symbols: listings, known holes, splits and bonuses. */
  Optional<Path> symbolFacts();

  /** Most bars that a category's windows may lack without an explanation, by its label; the defaults if not given. */
  Map<String, Integer> lackingBars();

  /** Longest time that a client may take for the headers of a request, and as long again for its body; real time. */
  @WithDefault("10s")
  @DurationMin(seconds = 1)
  @DurationMax(minutes = 5)
  Duration requestTime();

  /** Largest break of a price between two sessions that needs no symbol fact, as a share of the close. */
  @WithDefault("0.15")
  @DecimalMin("0.05")
  @DecimalMax("0.9")
  double largestBreak();

  /** What stands between the service and its PostgreSQL. */
  @WithDefault("none")
  Pooler databasePooler();

  /** Symbols of a category, by its label; the defaults if not given. */
  Map<String, List<String>> universe();

  /** Changes of a job's defaults, by its id. */
  Map<String, Job> jobs();

  /** Values that replace a job's defaults. */
  interface Job {

    /** Five-field cron expressions in Asia/Kolkata, or steps like {@code session/5m}, separated by semicolons. */
    Optional<String> crons();

    /** Longest time of a run; real time. */
    Optional<Duration> timeout();
  }

  /** Kind of the clock. */
  enum ClockKind {
    SYSTEM,
    SIMULATED
  }
}
