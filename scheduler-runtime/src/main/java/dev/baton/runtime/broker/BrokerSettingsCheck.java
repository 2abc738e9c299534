package dev.baton.runtime.broker;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses the start with broker settings that would make every call fail. */
@Singleton
class BrokerSettingsCheck {

  void check(@Observes @Priority(1) StartupEvent start, BrokerConfig config) {
    IiflCandleSource.longestDays(config);
  }
}
