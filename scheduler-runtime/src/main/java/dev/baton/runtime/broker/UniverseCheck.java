package dev.baton.runtime.broker;

import dev.baton.category.CategorySettings;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.runtime.settings.Mode;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Refuses the start with a symbol that the broker does not have. While the broker is away, nothing is refused. */
@Singleton
class UniverseCheck {

  private static final Logger LOG = Logger.getLogger(UniverseCheck.class);

  private final InstrumentDirectory instruments;
  private final SchedulerSettings settings;
  private final Mode mode;

  UniverseCheck(InstrumentDirectory instruments, SchedulerSettings settings, Mode mode) {
    this.instruments = instruments;
    this.settings = settings;
    this.mode = mode;
  }

  void check(@Observes @Priority(2) StartupEvent start) throws InterruptedException {
    if (mode == Mode.OFF) {
      return;
    }
    try {
      for (CategorySettings category : settings.categories().values()) {
        for (Symbol symbol : category.symbols()) {
          if (instruments.find(symbol).isEmpty()) {
            throw new InvalidSettingException(
                "baton.universe." + category.category().label(),
                "the broker's contract file has no stock " + symbol + "-EQ");
          }
        }
      }
    } catch (CandleSourceException e) {
      LOG.warnf(
          "universe=unchecked reason=\"%s\"; a scan will report a symbol that the broker does not have",
          e.getMessage());
    }
  }
}
