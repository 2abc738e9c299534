package dev.baton.runtime.broker;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start with broker settings that a call would stumble over. */
@Singleton
class BrokerSettingsCheck {

  void check(@Observes @Priority(1) StartupEvent start, BrokerConfig config) {
    IiflCandleSource.longestDays(config);
  }
}
