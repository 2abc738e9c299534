package dev.baton.runtime.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the broker is called. Durations are real time unless they say otherwise. */
@ConfigMapping(prefix = "baton.broker")
public interface BrokerConfig {

  /** The API's base, version included. */
  @WithDefault("https://api.iiflcapital.com/v1")
  URI url();

  /** The account's id; needed to log in. */
  Optional<String> clientId();

  /** The application's secret; needed to log in. Never logged. */
  Optional<String> appSecret();

  /** The longest a connection may take to be made. */
  @WithDefault("2s")
  @DurationMin(millis = 10)
  @DurationMax(seconds = 60)
  Duration connectTimeout();

  /** The longest one attempt may take, from the request to the last byte of the answer. */
  @WithDefault("8s")
  @DurationMin(millis = 10)
  @DurationMax(seconds = 120)
  Duration callTimeout();

  /** How often a call that may be repeated is made in all. */
  @WithDefault("3")
  @Min(1)
  @Max(10)
  int attempts();

  /** The wait before the second attempt; doubled before each further one, and each a quarter of this longer or shorter by chance. */
  @WithDefault("200ms")
  @DurationMin(millis = 0)
  @DurationMax(seconds = 60)
  Duration backOff();

  /**
   * A Retry-After longer than this is not waited for: the call fails, and until it is over no other is made. Market time, as
   * is Retry-After itself.
   */
  @WithDefault("15s")
  @DurationMin(millis = 0)
  @DurationMax(minutes = 10)
  Duration longestRetryAfter();

  /** The longest range of one call, in days, by timeframe (5m, 1H, 1D); learned from the broker where not given. */
  Map<String, @Positive Integer> maxDays();

  /** When calls are stopped because the broker is down. */
  Breaker breaker();

  /** The account's rate limit. */
  Budget budget();

  /** The circuit breaker. */
  interface Breaker {

    /** The number of recent attempts that decide. */
    @WithDefault("8")
    @Min(2)
    @Max(1000)
    int calls();

    /** The share of them that must have failed. */
    @WithDefault("0.75")
    @DecimalMin("0.1")
    @DecimalMax("1.0")
    double failureRatio();

    /** How long it stays open before one call is tried. */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    @DurationMax(minutes = 10)
    Duration delay();
  }

  /** The shared rate budget. The broker allows 10 history calls a second for each session. */
  interface Budget {

    /** Calls in any second of market time, over both services. */
    @WithDefault("10")
    @Min(1)
    @Max(10)
    int callsPerSecond();

    /**
     * How many of them a shadow scan may take. It gets none while a live call waits, so what it took before delays a live
     * scan by a second at most.
     */
    @WithDefault("8")
    @Min(1)
    @Max(10)
    int shadowCallsPerSecond();

    /** Added to the second, because calls do not arrive as evenly as they are sent; market time. */
    @WithDefault("100ms")
    @DurationMin(millis = 0)
    @DurationMax(seconds = 1)
    Duration margin();

    /** The longest a call waits for its turn. */
    @WithDefault("20s")
    @DurationMin(millis = 1)
    @DurationMax(minutes = 10)
    Duration longestWait();
  }
}
