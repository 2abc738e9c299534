package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Metrics for alerts: the state of the broker, and whether there is a session. */
@Singleton
class BrokerGauges {

  private final MeterRegistry metrics;
  private final BrokerState state;
  private final BrokerSessions sessions;
  private final Generation generation;

  BrokerGauges(
      MeterRegistry metrics, BrokerState state, BrokerSessions sessions, Generation generation) {
    this.metrics = metrics;
    this.state = state;
    this.sessions = sessions;
    this.generation = generation;
  }

  void register(@Observes StartupEvent start) {
    register();
  }

  void register() {
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
