package dev.baton.runtime.broker;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Stops calls while the broker is down. It sees HTTP exchanges and nothing else: a call that was not made says nothing of
 * the broker.
 */
final class BrokerBreaker {

  private static final String OPEN = "the broker is down; no call is made for a while";

  private final TypedGuard<BrokerCalls.Read<?>> guard;
  private final Duration delay;
  private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
  private volatile long changedAt;

  /**
   * @param brokers whether a failure of an exchange is the broker's
   * @param opened runs whenever it begins to stop calls
   */
  BrokerBreaker(BrokerConfig.Breaker config, Predicate<Throwable> brokers, Runnable opened) {
    this.delay = config.delay();
    this.guard =
        TypedGuard.create(new TypeLiteral<BrokerCalls.Read<?>>() {})
            .withDescription("broker exchange")
            .withCircuitBreaker()
            .requestVolumeThreshold(config.calls())
            .failureRatio(config.failureRatio())
            .delay(config.delay().toMillis(), ChronoUnit.MILLIS)
            .when(brokers)
            .onStateChange(
                changed -> {
                  changedAt = System.nanoTime();
                  state = changed;
                  if (changed == CircuitBreakerState.OPEN) {
                    opened.run();
                  }
                })
            .done()
            .build();
  }

  /**
   * Spares a call its budget and its row in the ledger where {@link #call} would refuse it.
   *
   * @throws AttemptException while calls are stopped
   */
  void check() throws AttemptException {
    boolean stopped =
        state == CircuitBreakerState.OPEN && System.nanoTime() - changedAt < delay.toNanos();
    if (stopped) {
      throw AttemptException.notCalled(OPEN);
    }
  }

  /**
   * An exchange.
   *
   * @throws AttemptException if it was not made
   */
  BrokerCalls.Read<?> call(Callable<BrokerCalls.Read<?>> exchange) throws Exception {
    try {
      return guard.call(exchange);
    } catch (CircuitBreakerOpenException e) {
      throw AttemptException.notCalled(OPEN);
    }
  }
}
