package dev.baton.simulator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** The settings, each also an environment variable: {@code simulator.rate-limit} is {@code SIMULATOR_RATE_LIMIT}. */
@ConfigMapping(prefix = "simulator")
public interface SimulatorConfig {

  /** A folder of candles in the layout {@code {1d,5m}/SYMBOL.csv.gz}; without one the market is synthetic. */
  Optional<String> candles();

  /**
   * The symbols that the run asks for, separated by commas. A folder's candles of them are read before the start, others when they are first asked for;
   * a synthetic market has these alone. By default those of the default universe, or all of a folder that has none of them.
   */
  Optional<String> symbols();

  /** The first simulated session; by default the newest of the folder, or a fixed one of the synthetic market. */
  Optional<String> date();

  /** How many sessions are simulated, 1 to 250. */
  @WithDefault("1")
  int days();

  /** Market seconds per real second, or {@code max}. The default shows a market day in about six minutes. */
  @WithDefault("80")
  String speed();

  /** Whether time in which every service waits is skipped; what they do still takes its time. */
  @WithDefault("false")
  boolean skipIdle();

  /** Market time before the clock starts. */
  @WithDefault("09:00")
  String startTime();

  /** Market time of every answer, in milliseconds, 0 to 60000; a fault {@code latency} changes it while it runs. */
  @WithDefault("250")
  int latencyMs();

  /** Requests a market second of history and of quotes, 1 to 1000; a fault {@code rate_limit} changes it while it runs. */
  @WithDefault("10")
  int rateLimit();

  /** Whether a 429 has a Retry-After header, in market seconds. */
  @WithDefault("false")
  boolean retryAfter();

  /** Whether a login ends earlier sessions. */
  @WithDefault("true")
  boolean singleSession();

  /** How candles are answered: as a JSON {@code array}, or as a {@code string} that contains one. */
  @WithDefault("array")
  String candlesAs();

  /** Minutes from a session's close to its official daily bar, 0 to 600. */
  @WithDefault("20")
  int publicationLagMinutes();

  /** Whether a history whose dates are equal is refused with EC810. */
  @WithDefault("true")
  boolean refuseSameDay();

  /** The longest range in days, by interval; those of {@code Interval} by default. */
  Map<String, Integer> longestDays();

  /** Real seconds after which a silent service no longer governs the clock, 1 to 600. */
  @WithDefault("20")
  int liveSeconds();

  /** Seed of the synthetic market. With the default, every strategy of every category fires from 2026-07-15 to 2026-07-21. */
  @WithDefault("194")
  long seed();

  /** A file of calendar overrides. */
  Optional<String> calendarOverrides();

  @WithDefault("BATON01")
  String clientId();

  @WithDefault("simulated-secret")
  String appSecret();

  @WithDefault("simulated-key")
  String appKey();

  /** The bot token that is accepted; without one, any of the right shape. */
  Optional<String> telegramToken();
}
