package dev.baton.runtime.broker;

import dev.baton.repeat.Repetition;
import dev.baton.runtime.broker.BrokerCalls.Read;
import dev.baton.runtime.broker.BrokerExchanges.Exchange;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Stops calls while the broker is down. It sees exchanges only: a call that was not made says nothing of the broker (ADR 21). */
final class BrokerBreaker {

  private static final String OPEN = "the broker is down; no call is made for a while";

  private final TypedGuard<Read<?>> guard;
  private final Duration pause;
  private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
  private volatile long changedAt;

  /**
   * @param counted whether the failure of an exchange counts against the broker
   * @param opened runs whenever the breaker begins to stop calls
   */
  BrokerBreaker(Repetition.BreakerRule rule, Predicate<Throwable> counted, Runnable opened) {
    this.pause = rule.pause();
    this.guard =
        TypedGuard.create(new TypeLiteral<Read<?>>() {})
            .withDescription("broker exchange")
            .withCircuitBreaker()
            .requestVolumeThreshold(rule.exchanges())
            .failureRatio(rule.failureRatio())
            .delay(pause.toMillis(), ChronoUnit.MILLIS)
            .when(counted)
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
   * Saves a call that {@link #call} would refuse its budget and its row in the ledger.
   *
   * @throws AttemptException while calls are stopped
   */
  void check() throws AttemptException {
    boolean stopped =
        state == CircuitBreakerState.OPEN && System.nanoTime() - changedAt < pause.toNanos();
    if (stopped) {
      throw AttemptException.notCalled(OPEN);
    }
  }

  /**
   * Runs an exchange.
   *
   * @throws AttemptException if it fails, or is not made because calls are stopped
   */
  @SuppressWarnings("unchecked")
  <T> Read<T> call(Exchange<T> exchange) throws AttemptException {
    try {
      return (Read<T>) guard.call(exchange::run);
    } catch (CircuitBreakerOpenException e) {
      throw AttemptException.notCalled(OPEN);
    } catch (AttemptException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an exchange broke off", e);
    }
  }
}
