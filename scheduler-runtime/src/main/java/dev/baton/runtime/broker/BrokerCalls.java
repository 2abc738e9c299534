package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CallCount;
import dev.baton.market.CandleSourceException;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.broker.BrokerExchanges.Exchange;
import dev.baton.runtime.clock.Interruption;
import dev.baton.runtime.clock.SlotClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Calls to the broker. Each attempt passes the budget, is in the ledger before it is sent (ADR 21), and is repeated by the
 * rule of {@link Repetition.CallRule}. Callers are blocked; they are virtual threads. An exchange runs to its end on a thread of
 * its own: a scan whose time runs out stops waiting for it, but its end is still recorded.
 */
@Singleton
class BrokerCalls {

  /** The longest wait of a shutdown for the answers of calls under way; an answer takes a fraction of it. */
  private static final Duration FOR_ANSWERS = Duration.ofSeconds(2);

  /** The longest wait for the ledger's rows after that. */
  private static final Duration FOR_THE_LEDGER = Duration.ofSeconds(3);

  /** More than there are calls at a time. */
  private static final int ALL = 100_000;

  /** What a reader found in an answer: the value, and the number of candles and of rejected rows. */
  record Read<T>(T value, int candles, int rejected) {}

  /** Reads the body of an answer; throws if it is a failure. */
  interface Reader<T> {
    Read<T> read(String body) throws CandleSourceException;
  }

  /** Sends a request with the client's name and the ledger's id of the attempt. */
  interface Request {
    Uni<RestResponse<String>> send(String client, String call);
  }

  private final BrokerApi api;
  private final CallLedger ledger;
  private final RateBudget budget;
  private final BrokerExchanges exchanges;
  private final TypedGuard<Read<?>> retry;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("broker-", 0).factory());

  /** A permit for each call, from its intent to its end in the ledger. A shutdown takes them all. Fair, so that no later call overtakes it. */
  private final Semaphore underWay = new Semaphore(ALL, true);

  BrokerCalls(
      BrokerApi api,
      CallLedger ledger,
      RateBudget budget,
      BrokerState state,
      SlotClock clock,
      MeterRegistry metrics,
      Generation generation,
      BrokerConfig config) {
    this.api = api;
    this.ledger = ledger;
    this.budget = budget;
    Repetition.CallRule rule =
        new Repetition.CallRule(config.attempts(), config.backOff(), config.longestRetryAfter());
    Duration callTimeout = config.callTimeout();
    this.exchanges =
        new BrokerExchanges(ledger, budget, state, clock, metrics, generation, callTimeout, rule);
    this.retry =
        TypedGuard.create(new TypeLiteral<Read<?>>() {})
            .withDescription("broker")
            .withRetry()
            .maxRetries(rule.attempts() - 1)
            .delay(rule.pause().toMillis(), ChronoUnit.MILLIS)
            .jitter(rule.jitter().toMillis(), ChronoUnit.MILLIS)
            .maxDuration(0, ChronoUnit.MILLIS)
            .whenException(
                e ->
                    e instanceof AttemptException failed
                        && rule.repeats(failed.failure(), state.suspected()))
            .withExponentialBackoff()
            .done()
            .done()
            .build();
  }

  BrokerApi api() {
    return api;
  }

  /**
   * The value in the answer to a call, after as many attempts as its rule allows; a probe is one attempt.
   *
   * @throws CandleSourceException if no attempt had an answer that could be used
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  <T> T call(CallEntry entry, Request request, Reader<T> reader)
      throws CandleSourceException, InterruptedException {
    try {
      if (entry.probe()) {
        return attempt(entry, request, reader).value();
      }
      @SuppressWarnings("unchecked")
      Read<T> read = (Read<T>) retry.call(() -> attempt(entry, request, reader));
      return read.value();
    } catch (AttemptException e) {
      throw new CandleSourceException(e.failure());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Interruption.restored(e)) {
        throw new InterruptedException();
      }
      throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
  }

  private <T> Read<T> attempt(CallEntry entry, Request request, Reader<T> reader)
      throws AttemptException, InterruptedException {
    if (entry.request().isPresent()) {
      try {
        budget.take(entry.request().get().priority());
      } catch (CandleSourceException e) {
        throw new AttemptException(e.failure(), AttemptException.Sent.NO);
      }
    }
    return exchange(entry, request, reader);
  }

  /**
   * The value in the answer to one attempt: for a request that must not be repeated.
   *
   * @throws AttemptException if there is no answer that can be used
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  <T> T once(CallEntry entry, Request request, Reader<T> reader)
      throws AttemptException, InterruptedException {
    return exchange(entry, request, reader).value();
  }

  /** Runs the exchange on a thread that only a shutdown interrupts, and waits for it as long as the caller may. */
  private <T> Read<T> exchange(CallEntry entry, Request request, Reader<T> reader)
      throws AttemptException, InterruptedException {
    if (!underWay.tryAcquire(0, TimeUnit.SECONDS)) {
      throw AttemptException.notCalled("the service is stopping");
    }
    Future<Read<T>> task;
    try {
      long id = ledger.intend(entry);
      task =
          threads.submit(
              () -> {
                try {
                  return recorded(exchanges.of(entry, id, request, reader));
                } finally {
                  underWay.release();
                }
              });
    } catch (CandleSourceException e) {
      underWay.release();
      throw new AttemptException(e.failure(), AttemptException.Sent.NO);
    } catch (RuntimeException e) {
      underWay.release();
      throw e;
    }
    boolean made = true;
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case AttemptException failed -> {
          made = failed.sent() != AttemptException.Sent.NO;
          throw failed;
        }
        case Error error -> throw error;
        default -> throw new IllegalStateException("a call broke off", e.getCause());
      }
    } finally {
      if (made && entry.endpoint().equals(CallEntry.HISTORY)) {
        CallCount.counted();
      }
    }
  }

  /**
   * After the slots have stopped, and before the database is closed: no call begins any more, and those under way end while
   * the ledger can be written. A call whose answer does not come soon is given up.
   */
  void stop(@Observes @Priority(2) ShutdownEvent event) throws InterruptedException {
    if (!underWay.tryAcquire(ALL, FOR_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
      threads.shutdownNow();
      underWay.tryAcquire(ALL, FOR_THE_LEDGER.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static <T> Read<T> recorded(Exchange<T> exchange) throws AttemptException {
    Read<T> read;
    try {
      read = exchange.run();
    } catch (AttemptException e) {
      exchange.ended(e);
      throw e;
    }
    exchange.ended(read);
    return read;
  }
}
