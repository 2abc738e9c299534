package dev.baton.runtime.health;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.runtime.broker.BrokerState;
import dev.baton.runtime.broker.UniverseCheck;
import dev.baton.runtime.slot.SlotStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while slots cannot be stored, calls cannot be written to the ledger, a slot waits for what the calendar does not know, or
 * a defect keeps the next slot from being done. An outage of the broker or a missing login is reported, but the service stays ready (ADR 9): the login has to reach it.
 */
@Readiness
@ApplicationScoped
class SlotsReadiness implements HealthCheck {

  private final SlotStatus status;
  private final BrokerState broker;
  private final UniverseCheck universe;

  SlotsReadiness(SlotStatus status, BrokerState broker, UniverseCheck universe) {
    this.status = status;
    this.broker = broker;
    this.universe = universe;
  }

  @Override
  public HealthCheckResponse call() {
    SlotStatus.Now now = status.now();
    BrokerState.Now brokerNow = broker.now();
    Optional<String> database = now.store().or(brokerNow::database);
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("slots")
            .status(
                database.isEmpty()
                    && now.defect().isEmpty()
                    && now.unknown().filter(SlotStatus.Unknown::waits).isEmpty());
    now.slot().ifPresent(slot -> response.withData("slot", MarketTime.text(slot)));
    response.withData("broker_state", brokerNow.kind().label());
    Optional.of(brokerNow)
        .filter(state -> state.kind().failing())
        .map(BrokerState.Now::reason)
        .or(now::outage)
        .ifPresent(reason -> response.withData("broker", reason));
    database.ifPresent(reason -> response.withData("database", reason));
    now.unknown()
        .ifPresent(
            unknown ->
                response
                    .withData("calendar", unknown.reason())
                    .withData("calendar_since", MarketTime.text(unknown.since())));
    Set<Symbol> missing = universe.missing();
    if (!missing.isEmpty()) {
      response.withData("missing_symbols", missing.toString());
    }
    now.defect().ifPresent(reason -> response.withData("defect", reason));
    return response.build();
  }
}
