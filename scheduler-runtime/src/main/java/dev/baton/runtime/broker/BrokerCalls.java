package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.clock.Interruption;
import dev.baton.runtime.clock.SlotClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Calls to the broker: each attempt in the ledger before it is sent, timed out, repeated only where a repetition may help,
 * and stopped while the broker is down. Callers are blocked; they are virtual threads. An exchange runs to its end on a
 * thread of its own: a scan whose time runs out does not wait for it any longer, but what came of it is still noted.
 *
 * <p>Decided in ADR 21.
 */
@Singleton
class BrokerCalls {

  private static final Logger LOG = Logger.getLogger(BrokerCalls.class);

  /** Jitter is that part of the back-off: callers that failed together do not come back together. */
  private static final int JITTER_PART = 4;

  /** What an answer gave. */
  record Read<T>(T value, int candles, int rejected) {}

  /** Reads a body, or says what is wrong with it. */
  interface Reader<T> {
    Read<T> read(String body) throws CandleSourceException;
  }

  /** Whose failure it is, and whether the same call may do better. */
  private enum Trouble {
    /** The broker's; again. */
    PASSING,
    /** The broker's; not again within this call. */
    LASTING,
    /** That of the request, the session or ourselves. */
    OURS
  }

  private final BrokerApi api;
  private final CallLedger ledger;
  private final RateBudget budget;
  private final BrokerState state;
  private final SlotClock clock;
  private final MeterRegistry metrics;
  private final Generation generation;
  private final BrokerConfig config;
  private final TypedGuard<Read<?>> retry;
  private final BrokerBreaker breaker;

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
    this.state = state;
    this.clock = clock;
    this.metrics = metrics;
    this.generation = generation;
    this.config = config;
    this.retry =
        TypedGuard.create(new TypeLiteral<Read<?>>() {})
            .withDescription("broker")
            .withRetry()
            .maxRetries(config.attempts() - 1)
            .delay(config.backOff().toMillis(), ChronoUnit.MILLIS)
            .jitter(config.backOff().toMillis() / JITTER_PART, ChronoUnit.MILLIS)
            .maxDuration(0, ChronoUnit.MILLIS)
            .whenException(
                e -> e instanceof AttemptException failed && trouble(failed) == Trouble.PASSING)
            .withExponentialBackoff()
            .done()
            .done()
            .build();
    this.breaker =
        new BrokerBreaker(
            config.breaker(),
            e ->
                e instanceof AttemptException failed
                    && trouble(failed) != Trouble.OURS
                    && state.beyondOneSymbol(),
            () -> state.broken("too many calls failed; no call is made for a while"));
  }

  /** The endpoints. */
  BrokerApi api() {
    return api;
  }

  /**
   * Calls, repeats and reads.
   *
   * @param request makes the request; gets the client's name and the ledger's id of the attempt
   * @throws CandleSourceException if there is no usable answer after all attempts
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  <T> T call(
      CallEntry entry,
      BiFunction<String, String, Uni<RestResponse<String>>> request,
      Reader<T> reader)
      throws CandleSourceException, InterruptedException {
    try {
      @SuppressWarnings("unchecked")
      Read<T> read = (Read<T>) retry.call(() -> attempt(entry, request, reader));
      return read.value();
    } catch (AttemptException e) {
      throw e.forCallers();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Interruption.restored(e)) {
        throw new InterruptedException();
      }
      throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
  }

  private <T> Read<T> attempt(
      CallEntry entry,
      BiFunction<String, String, Uni<RestResponse<String>>> request,
      Reader<T> reader)
      throws AttemptException, InterruptedException {
    breaker.check();
    if (entry.endpoint().equals(CallEntry.HISTORY)) {
      try {
        budget.take();
      } catch (CandleSourceException e) {
        throw new AttemptException(e.failure(), AttemptException.Sent.NO);
      }
    }
    long id = intend(entry);
    return within(
        entry,
        () -> {
          Exchange<T> exchange = new Exchange<>(entry, id, request, reader);
          try {
            breaker.call(exchange::run);
          } catch (AttemptException e) {
            // What the breaker refuses has not run at all.
            exchange.failure = Optional.of(e);
          }
          return exchange.ended();
        });
  }

  /**
   * Calls once, whatever comes of it, and also while other calls are stopped: for a request that must not be repeated.
   *
   * @throws AttemptException if there is no usable answer
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  <T> T once(
      CallEntry entry,
      BiFunction<String, String, Uni<RestResponse<String>>> request,
      Reader<T> reader)
      throws AttemptException, InterruptedException {
    long id = intend(entry);
    return within(
            entry,
            () -> {
              Exchange<T> exchange = new Exchange<>(entry, id, request, reader);
              try {
                exchange.run();
              } catch (AttemptException e) {
                // The exchange has it.
              }
              return exchange.ended();
            })
        .value();
  }

  private long intend(CallEntry entry) throws AttemptException {
    try {
      return ledger.intend(entry);
    } catch (BrokerDatabase.UnavailableException e) {
      throw AttemptException.notCalled(e.getMessage());
    }
  }

  /** Does the work on a thread that nobody interrupts, and waits for it as long as the caller may. */
  private static <T> Read<T> within(CallEntry entry, Callable<Read<T>> work)
      throws AttemptException, InterruptedException {
    FutureTask<Read<T>> task = new FutureTask<>(work);
    Thread.ofVirtual().name("broker-" + entry.endpoint()).start(task);
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

  /** One attempt's way to the broker and back. */
  private final class Exchange<T> {

    private final CallEntry entry;
    private final long id;
    private final BiFunction<String, String, Uni<RestResponse<String>>> request;
    private final Reader<T> reader;
    private final long began = System.nanoTime();
    private OptionalInt status = OptionalInt.empty();
    private Optional<Read<T>> read = Optional.empty();
    private Optional<AttemptException> failure = Optional.empty();

    Exchange(
        CallEntry entry,
        long id,
        BiFunction<String, String, Uni<RestResponse<String>>> request,
        Reader<T> reader) {
      this.entry = entry;
      this.id = id;
      this.request = request;
      this.reader = reader;
    }

    /** Sends and reads. */
    Read<T> run() throws AttemptException {
      try {
        RestResponse<String> response =
            await(request.apply(generation.label(), String.valueOf(id)));
        status = OptionalInt.of(response.getStatus());
        Read<T> value = HttpAnswer.read(response, reader);
        read = Optional.of(value);
        state.answered();
        return value;
      } catch (CandleSourceException e) {
        throw failed(AttemptException.answered(e.failure()));
      } catch (AttemptException e) {
        throw failed(e);
      } catch (RuntimeException e) {
        // A defect of ours, or an answer that nobody thought of: the call failed, and the scans go
        // on.
        String defect = Secrets.scrub(e.toString());
        LOG.errorf("broker_call=%d defect=\"%s\" at=%s", id, defect, where(e));
        throw failed(
            AttemptException.answered(
                new CandleFailure.Malformed("the answer cannot be used: " + defect)));
      }
    }

    private AttemptException failed(AttemptException e) {
      failure = Optional.of(e);
      if (e.failure() instanceof CandleFailure.RateLimited limited) {
        limited.after().ifPresent(BrokerCalls.this::block);
      }
      if (trouble(e) != Trouble.OURS) {
        state.failed(e.failure().message(), entry.request().map(CandleRequest::symbol));
      }
      return e;
    }

    /** Completes the ledger's row. */
    Read<T> ended() throws AttemptException {
      Duration latency = Duration.ofNanos(System.nanoTime() - began);
      if (failure.isPresent()) {
        AttemptException e = failure.get();
        String outcome = e.failure().label();
        switch (e.sent()) {
          case NO -> ledger.withdraw(id);
          case PERHAPS -> complete(CallEnd.State.UNKNOWN, outcome, latency, 0, 0);
          case YES -> complete(CallEnd.State.FAILED, outcome, latency, 0, 0);
        }
        if (!(e.failure() instanceof CandleFailure.NotCalled)) {
          measure(outcome, latency, 0);
        }
        throw e;
      }
      Read<T> value = read.orElseThrow();
      complete(CallEnd.State.OK, "ok", latency, value.candles(), value.rejected());
      measure("ok", latency, value.rejected());
      return value;
    }

    private void complete(
        CallEnd.State how, String outcome, Duration latency, int candles, int rejected) {
      ledger.complete(id, new CallEnd(how, outcome, status, latency, candles, rejected));
    }

    private void measure(String outcome, Duration latency, int rejected) {
      Tags tags =
          Tags.of(
              "generation", generation.label(), "endpoint", entry.endpoint(), "outcome", outcome);
      metrics.timer("baton_broker_calls", tags).record(latency);
      if (rejected > 0) {
        metrics
            .counter("baton_broker_candles_rejected", "generation", generation.label())
            .increment(rejected);
      }
    }
  }

  private static String where(RuntimeException e) {
    return e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0].toString();
  }

  private RestResponse<String> await(Uni<RestResponse<String>> request) throws AttemptException {
    CompletableFuture<RestResponse<String>> answer = request.subscribeAsCompletionStage();
    try {
      return answer.get(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw HttpAnswer.timedOut(config.callTimeout());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw new AttemptException(
          new CandleFailure.Unavailable("interrupted"), AttemptException.Sent.PERHAPS);
    } catch (ExecutionException e) {
      return HttpAnswer.thrown(e.getCause())
          .orElseThrow(() -> HttpAnswer.missing(e.getCause(), config.callTimeout()));
    }
  }

  /** Retry-After is market time, as are the broker's limits; both services wait. At full speed there is no limit. */
  private void block(Duration after) {
    if (!Double.isInfinite(clock.speed())) {
      budget.block(Duration.ofNanos((long) (after.toNanos() / clock.speed())));
    }
  }

  private Trouble trouble(AttemptException failed) {
    return switch (failed.failure()) {
      case CandleFailure.Unavailable _, CandleFailure.TimedOut _, CandleFailure.Malformed _ ->
          Trouble.PASSING;
      case CandleFailure.RateLimited limited ->
          limited
                  .after()
                  .filter(after -> after.compareTo(config.longestRetryAfter()) > 0)
                  .isPresent()
              ? Trouble.LASTING
              : Trouble.PASSING;
      case CandleFailure.NoData _ -> Trouble.LASTING;
      case CandleFailure.LoginNeeded _,
          CandleFailure.Rejected _,
          CandleFailure.RangeTooLong _,
          CandleFailure.UnknownInstrument _,
          CandleFailure.NotCalled _ ->
          Trouble.OURS;
    };
  }
}
