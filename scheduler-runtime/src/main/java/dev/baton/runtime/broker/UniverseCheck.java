package dev.baton.runtime.broker;

import dev.baton.category.Category;
import dev.baton.evidence.EvidenceUnavailableException;
import dev.baton.evidence.SeenSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.ownership.Declaration;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares the scanned symbols with the broker's contract file. One that it lacks and that never had candles is a wrong setting,
 * and refuses the start. One that had candles has left series EQ: it moved to another series, was renamed, suspended or delisted.
 * It fails in each scan, with its reason, and the others are scanned. While the broker is away, nothing is refused.
 */
@Singleton
public class UniverseCheck {

  private static final Logger LOG = Logger.getLogger(UniverseCheck.class);

  private final InstrumentDirectory instruments;
  private final SeenSeries seen;
  private final SchedulerSettings settings;
  private final Declaration declaration;
  private Set<Symbol> reported = Set.of();

  UniverseCheck(
      InstrumentDirectory instruments,
      SeenSeries seen,
      SchedulerSettings settings,
      Declaration declaration) {
    this.instruments = instruments;
    this.seen = seen;
    this.settings = settings;
    this.declaration = declaration;
  }

  void check(@Observes @Priority(2) StartupEvent start) throws InterruptedException {
    try {
      for (Category category : declaration.scanned()) {
        for (Symbol symbol : settings.symbols(category)) {
          if (instruments.find(symbol).isEmpty() && !seen.hadCandles(symbol)) {
            throw new InvalidSettingException(
                "baton.universe." + category.label(),
                "the broker's contract file has no stock " + symbol + "-EQ");
          }
        }
      }
    } catch (CandleSourceException | EvidenceUnavailableException e) {
      LOG.warnf(
          "universe=unchecked reason=\"%s\"; a scan will report a symbol that the broker does not have",
          e.getMessage());
    }
    report();
  }

  /** The scanned symbols that the contract file in use lacks; none before a file was read. */
  public SortedSet<Symbol> missing() {
    return declaration.scanned().stream()
        .flatMap(category -> settings.symbols(category).stream())
        .filter(instruments::lacks)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Logs which symbols are missing, whenever others are than before. */
  synchronized void report() {
    Set<Symbol> missing = missing();
    if (!missing.equals(reported)) {
      reported = missing;
      if (missing.isEmpty()) {
        LOG.info("universe=complete");
      } else {
        LOG.warnf(
            "universe=incomplete symbols=%s; each of them fails until the contract file has it again",
            missing);
      }
    }
  }
}
