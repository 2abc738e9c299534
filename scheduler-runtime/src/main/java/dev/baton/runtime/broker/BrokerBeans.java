package dev.baton.runtime.broker;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.ownership.Declaration;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The broker client at the start: its HTTP client, its checks and its metrics. */
@Singleton
class BrokerBeans {

  private static final Logger LOG = Logger.getLogger(BrokerBeans.class);

  @Produces
  @Singleton
  BrokerApi api(BrokerConfig config) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(config.url())
        .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .property("microprofile.rest.client.disable.default.mapper", true)
        .build(BrokerApi.class);
  }

  /** Refuses the start with broker settings that would make every call fail. */
  void checkSettings(@Observes @Priority(1) StartupEvent start, BrokerConfig config) {
    IiflCandleSource.longestDays(config);
  }

  /** Refuses the start with a scanned symbol that the broker does not have. While the broker is away, nothing is refused. */
  void checkUniverse(
      @Observes @Priority(2) StartupEvent start,
      InstrumentDirectory instruments,
      SchedulerSettings settings,
      Declaration declaration)
      throws InterruptedException {
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

  /** Metrics for alerts: the state of the broker, and whether there is a session. */
  void register(
      @Observes StartupEvent start,
      MeterRegistry metrics,
      BrokerState state,
      BrokerSessions sessions,
      Generation generation) {
    for (BrokerState.Kind kind : BrokerState.Kind.values()) {
      Gauge.builder("baton_broker_state", state, of -> of.now().kind() == kind ? 1 : 0)
          .description(
              "1 for the state of the broker as the last calls have shown it, 0 for the other states")
          .tags("generation", generation.label(), "state", kind.label())
          .strongReference(true)
          .register(metrics);
    }
    Gauge.builder("baton_session_valid", sessions, of -> of.validUntil().isPresent() ? 1 : 0)
        .description("1 while there is a session that has not expired, else 0")
        .tags("generation", generation.label())
        .strongReference(true)
        .register(metrics);
  }
}
