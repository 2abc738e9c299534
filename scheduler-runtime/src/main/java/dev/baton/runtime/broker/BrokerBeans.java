package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** The broker client at the start: its HTTP client, its checks and its metrics. */
@Singleton
class BrokerBeans {

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

  /** Metrics for alerts: the state of the broker, whether there is a session, and how many scanned symbols the broker lacks. */
  void register(
      @Observes StartupEvent start,
      MeterRegistry metrics,
      BrokerState state,
      BrokerSessions sessions,
      UniverseCheck universe,
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
    Gauge.builder("baton_universe_missing", universe, of -> of.missing().size())
        .description("Scanned symbols that the broker's contract file lacks")
        .tags("generation", generation.label())
        .strongReference(true)
        .register(metrics);
  }
}
