package dev.baton.runtime.health;

import dev.baton.runtime.slot.SlotWorker;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down if the thread that processes slots is dead. */
@Liveness
@ApplicationScoped
class SlotsLiveness implements HealthCheck {

  private final SlotWorker worker;

  SlotsLiveness(SlotWorker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("slot worker").status(worker.alive()).build();
  }
}
