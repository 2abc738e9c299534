package dev.baton.runtime.health;

import dev.baton.market.MarketTime;
import dev.baton.runtime.slot.SlotStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while slots cannot be stored. An outage of the broker or a missing login is told but leaves the service ready: the
 * login has to reach it.
 */
@Readiness
@ApplicationScoped
class SlotsReadiness implements HealthCheck {

  private final SlotStatus status;

  SlotsReadiness(SlotStatus status) {
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    SlotStatus.Now now = status.now();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("slots").status(now.store().isEmpty());
    now.slot().ifPresent(slot -> response.withData("slot", MarketTime.text(slot)));
    now.outage().ifPresent(reason -> response.withData("broker", reason));
    now.store().ifPresent(reason -> response.withData("database", reason));
    return response.build();
  }
}
