package dev.baton.runtime.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the broker client. Durations are real time unless they say otherwise. */
@ConfigMapping(prefix = "baton.broker")
public interface BrokerConfig {

  /** The API's base, version included. */
  @WithDefault("https://api.iiflcapital.com/v1")
  URI url();

  /** The account's id; needed to log in. */
  Optional<String> clientId();

  /** The application's secret; needed to log in. Never logged. */
  Optional<String> appSecret();

  /** The longest time to open a connection. */
  @WithDefault("2s")
  @DurationMin(millis = 10)
  @DurationMax(seconds = 60)
  Duration connectTimeout();

  /** The longest time of one attempt, from the request to the last byte of the answer. */
  @WithDefault("8s")
  @DurationMin(millis = 10)
  @DurationMax(seconds = 120)
  Duration callTimeout();

  /** The number of attempts of one call, the first included. */
  @WithDefault("3")
  @Min(1)
  @Max(10)
  int attempts();

  /** The pause before the second attempt; doubled before each further one. Each is up to a quarter of this setting longer or shorter, by chance. */
  @WithDefault("200ms")
  @DurationMin(millis = 0)
  @DurationMax(seconds = 60)
  Duration backOff();

  /**
   * The longest Retry-After after which a call is repeated. After a longer one the call fails, and no other call is made until it
   * is over. Market time, as is Retry-After itself.
   */
  @WithDefault("15s")
  @DurationMin(millis = 0)
  @DurationMax(minutes = 10)
  Duration longestRetryAfter();

  /** The longest range of one call, in days, by timeframe (5m, 1H, 1D); found out from the broker's refusals if not set. */
  Map<String, @Positive Integer> maxDays();

  /** The account's rate limit. */
  Budget budget();

  /** The shared rate budget (ADR 7). The broker allows 10 history calls a second for each session. */
  interface Budget {

    /** The most calls in any second of market time, over both services. */
    @WithDefault("10")
    @Min(1)
    @Max(10)
    int callsPerSecond();

    /**
     * The most of them for shadow scans. A shadow scan gets none while a live call waits, so it delays a live scan by a second
     * at most.
     */
    @WithDefault("8")
    @Min(1)
    @Max(10)
    int shadowCallsPerSecond();

    /** Added to that second, because calls do not arrive as evenly as they are sent; market time. */
    @WithDefault("100ms")
    @DurationMin(millis = 0)
    @DurationMax(seconds = 1)
    Duration margin();

    /** The longest time a call waits for a free one. */
    @WithDefault("20s")
    @DurationMin(millis = 1)
    @DurationMax(minutes = 10)
    Duration longestWait();
  }
}
