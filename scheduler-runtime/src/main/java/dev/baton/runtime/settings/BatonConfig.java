package dev.baton.runtime.settings;

import dev.baton.category.Generation;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

  /** Whether its signals are live, shadow, or it does not scan at all. */
  @WithDefault("shadow")
  Mode mode();

  /** The machine's clock, or the simulated market's. */
  @WithDefault("system")
  ClockKind clock();

  /** Where the simulated market is governed; needed if {@code baton.clock} is {@code simulated}. */
  Optional<URI> clockUrl();

  /** Where the legacy scheduler answers; used by the optimized one. */
  @WithDefault("http://127.0.0.1:8001")
  URI legacyUrl();

  /** How often it is looked whether the slots are being worked off; real time. */
  @WithDefault("1s")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 1)
  Duration heartbeat();

  /** From when on slots are owed if this generation never ran on the database; its first start if not given. */
  Optional<Instant> since();

  /** Lines that win over the shipped trading calendar's. */
  Optional<Path> calendarOverrides();

  /** How long after its time plus the fetch lag a slot may begin without being marked late; market time. */
  @WithDefault("60s")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 24)
  Duration lateAfter();

  /** How long after its time a slot begins, so that the broker has published the bar; market time. */
  @WithDefault("2s")
  @DurationMin(seconds = 0)
  @DurationMax(minutes = 4)
  Duration fetchLag();

  /** How often a symbol that failed is tried within its slot while the broker answers others. */
  @WithDefault("3")
  @Min(1)
  @Max(10)
  int attempts();

  /** How long an outage may hold a simulated market's clock; real time. */
  @WithDefault("10s")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 1)
  Duration outageHold();

  /** The symbols of a category, by its label; those of the design if not given. */
  Map<String, List<String>> universe();

  /** Changes to a job, by its id. */
  Map<String, Job> jobs();

  /** What a job's defaults can be replaced by. */
  interface Job {

    /** Five-field cron expressions in Asia/Kolkata, separated by semicolons. */
    Optional<String> crons();

    /** The longest a run may take, real time. */
    Optional<Duration> timeout();
  }

  /** What governs time. */
  enum ClockKind {
    SYSTEM,
    SIMULATED
  }
}
