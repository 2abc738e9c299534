package dev.baton.runtime.test;

import dev.baton.runtime.settings.BatonConfig;
import java.time.Duration;
import java.util.Optional;

/** Changes of a job. */
public final class Jobs {

  private Jobs() {}

  /** A job at other times: cron expressions, separated by semicolons. */
  public static BatonConfig.Job at(String crons) {
    return new BatonConfig.Job() {
      @Override
      public Optional<String> crons() {
        return Optional.of(crons);
      }

      @Override
      public Optional<Duration> timeout() {
        return Optional.empty();
      }
    };
  }
}
