package dev.baton.simulator.service;

import dev.baton.simulator.settings.Setup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as the candles are loaded, which is before the port opens. */
@Readiness
@Singleton
public class MarketReady implements HealthCheck {

  private final Setup setup;

  MarketReady(Setup setup) {
    this.setup = setup;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("market")
        .withData("candles", setup.market().description())
        .withData("first_session", setup.sessions().getFirst().date().toString())
        .withData("sessions", setup.sessions().size())
        .up()
        .build();
  }
}
