package dev.baton.runtime.broker;

import dev.baton.category.Category;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.ownership.Declaration;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Refuses the start with a scanned symbol that the broker does not have. While the broker is away, nothing is refused. */
@Singleton
class UniverseCheck {

  private static final Logger LOG = Logger.getLogger(UniverseCheck.class);

  private final InstrumentDirectory instruments;
  private final SchedulerSettings settings;
  private final Declaration declaration;

  UniverseCheck(
      InstrumentDirectory instruments, SchedulerSettings settings, Declaration declaration) {
    this.instruments = instruments;
    this.settings = settings;
    this.declaration = declaration;
  }

  void check(@Observes @Priority(2) StartupEvent start) throws InterruptedException {
    try {
      for (Category category : declaration.scanned()) {
        for (Symbol symbol : settings.symbols(category)) {
          if (instruments.find(symbol).isEmpty()) {
            throw new InvalidSettingException(
                "baton.universe." + category.label(),
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
