package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.runtime.clock.Interruption;
import dev.baton.runtime.clock.SlotClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Calls to the broker: each attempt in the ledger before it is sent, timed out, repeated only where a repetition may help,
 * and stopped while the broker is down. Callers are blocked; they are virtual threads.
 */
@Singleton
class BrokerCalls {

  private static final Logger LOG = Logger.getLogger(BrokerCalls.class);

  /** What an answer gave. */
  record Read<T>(T value, int candles, int rejected) {}

  /** Reads a body, or says what is wrong with it. */
  interface Reader<T> {
    Read<T> read(String body) throws CandleSourceException;
  }

  private final BrokerApi api;
  private final CallLedger ledger;
  private final RateBudget budget;
  private final BrokerState state;
  private final SlotClock clock;
  private final MeterRegistry metrics;
  private final Generation generation;
  private final BrokerConfig config;
  private final TypedGuard<Read<?>> guard;

  BrokerCalls(
      CallLedger ledger,
      RateBudget budget,
      BrokerState state,
      SlotClock clock,
      MeterRegistry metrics,
      Generation generation,
      BrokerConfig config) {
    this.ledger = ledger;
    this.budget = budget;
    this.state = state;
    this.clock = clock;
    this.metrics = metrics;
    this.generation = generation;
    this.config = config;
    this.api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(config.url())
            .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .property("microprofile.rest.client.disable.default.mapper", true)
            .build(BrokerApi.class);
    this.guard = guard();
  }

  private TypedGuard<Read<?>> guard() {
    return TypedGuard.create(new jakarta.enterprise.util.TypeLiteral<Read<?>>() {})
        .withDescription("broker")
        .withRetry()
        .maxRetries(config.attempts() - 1)
        .delay(config.backOff().toMillis(), ChronoUnit.MILLIS)
        .maxDuration(0, ChronoUnit.MILLIS)
        .whenException(BrokerCalls::repeatable)
        .withExponentialBackoff()
        .done()
        .done()
        .withCircuitBreaker()
        .requestVolumeThreshold(config.breaker().calls())
        .failureRatio(config.breaker().failureRatio())
        .delay(config.breaker().delay().toMillis(), ChronoUnit.MILLIS)
        .when(e -> brokersOwn(e) && state.beyondOneSymbol())
        .onStateChange(
            changed -> {
              if (changed == CircuitBreakerState.OPEN) {
                state.broken("too many calls failed; no call is made for a while");
              }
            })
        .done()
        .build();
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
      Read<T> read = (Read<T>) guard.call(() -> attempt(entry, request, reader));
      return read.value();
    } catch (CandleSourceException | InterruptedException e) {
      throw e;
    } catch (CircuitBreakerOpenException e) {
      throw new CandleSourceException(
          new CandleFailure.NotCalled("the broker is down; no call is made for a while"));
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
      throws CandleSourceException, InterruptedException {
    if (entry.endpoint().equals(CallEntry.HISTORY)) {
      budget.take();
    }
    long id;
    try {
      id = ledger.intend(entry);
    } catch (BrokerDatabase.UnavailableException e) {
      throw new CandleSourceException(new CandleFailure.NotCalled(e.getMessage()));
    }
    if (entry.endpoint().equals(CallEntry.HISTORY)) {
      CallCount.counted();
    }
    long began = System.nanoTime();
    OptionalInt status = OptionalInt.empty();
    try {
      RestResponse<String> response = await(request.apply(generation.label(), String.valueOf(id)));
      status = OptionalInt.of(response.getStatus());
      Read<T> read = read(response, reader);
      end(entry, id, CallEnd.State.OK, "ok", status, began, read.candles(), read.rejected());
      state.answered();
      return read;
    } catch (CandleSourceException e) {
      end(entry, id, CallEnd.State.FAILED, e.failure().label(), status, began, 0, 0);
      told(entry, e.failure());
      throw e;
    } catch (InterruptedException e) {
      end(entry, id, CallEnd.State.UNKNOWN, "interrupted", status, began, 0, 0);
      throw e;
    } catch (RuntimeException e) {
      // A defect of ours, or an answer that nobody thought of: the call failed, and the scans go on.
      CandleFailure failure =
          new CandleFailure.Malformed("the answer cannot be used: " + Secrets.scrub(e.toString()));
      LOG.errorf("broker_call=%d defect=\"%s\" at=%s", id, Secrets.scrub(e.toString()), where(e));
      end(entry, id, CallEnd.State.FAILED, failure.label(), status, began, 0, 0);
      told(entry, failure);
      throw new CandleSourceException(failure);
    } catch (BrokenOffException e) {
      end(entry, id, CallEnd.State.UNKNOWN, e.failure.label(), status, began, 0, 0);
      told(entry, e.failure);
      throw new CandleSourceException(e.failure);
    }
  }

  private static String where(RuntimeException e) {
    return e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0].toString();
  }

  /** The connection was refused or dropped: nobody can tell whether the request arrived. */
  private static final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient CandleFailure failure;

    BrokenOffException(CandleFailure failure) {
      super(failure.message(), null, false, false);
      this.failure = failure;
    }
  }

  private RestResponse<String> await(Uni<RestResponse<String>> request)
      throws CandleSourceException, BrokenOffException, InterruptedException {
    CompletableFuture<RestResponse<String>> answer = request.subscribeAsCompletionStage();
    try {
      return answer.get(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw timedOut();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof WebApplicationException web) {
        return RestResponse.ResponseBuilder.<String>create(web.getResponse().getStatus()).build();
      }
      for (Throwable deep = cause; deep != null; deep = deep.getCause()) {
        if (deep instanceof TimeoutException || deep instanceof java.net.SocketTimeoutException) {
          throw timedOut();
        }
      }
      throw new BrokenOffException(
          new CandleFailure.Unavailable(
              "the connection failed: " + Secrets.scrub(String.valueOf(cause.getMessage()))));
    }
  }

  private CandleSourceException timedOut() {
    return new CandleSourceException(
        new CandleFailure.TimedOut(
            "no answer within %d ms".formatted(config.callTimeout().toMillis())));
  }

  private <T> Read<T> read(RestResponse<String> response, Reader<T> reader)
      throws CandleSourceException {
    int status = response.getStatus();
    if (status == 401) {
      throw new CandleSourceException(
          new CandleFailure.LoginNeeded("the broker refuses the session (HTTP 401)"));
    }
    if (status == 429) {
      throw new CandleSourceException(
          new CandleFailure.RateLimited(
              "too many calls (HTTP 429)", retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER))));
    }
    if (status >= 500) {
      throw new CandleSourceException(
          new CandleFailure.Unavailable("the broker failed (HTTP " + status + ")"));
    }
    if (status >= 400) {
      throw refused(status, text(response), reader);
    }
    return reader.read(text(response));
  }

  /** The envelope of a refusal may name the broker's own code. */
  private static CandleSourceException refused(int status, String body, Reader<?> reader) {
    try {
      reader.read(body);
    } catch (CandleSourceException e) {
      if (!(e.failure() instanceof CandleFailure.Malformed)) {
        return e;
      }
    }
    return new CandleSourceException(
        new CandleFailure.Rejected(
            "HTTP " + status, "the broker refuses the request (HTTP " + status + ")"));
  }

  /** The client converts the body of a success only; that of an error is still a stream, whatever the type says. */
  private static String text(RestResponse<?> response) throws CandleSourceException {
    return switch (response.getEntity()) {
      case null -> "";
      case InputStream stream -> {
        try (stream) {
          yield new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
          throw new CandleSourceException(
              new CandleFailure.Malformed("the answer broke off: " + e.getMessage()));
        }
      }
      case Object converted -> converted.toString();
    };
  }

  private static Optional<Duration> retryAfter(String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.strip().matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())));
  }

  private void told(CallEntry entry, CandleFailure failure) {
    if (failure instanceof CandleFailure.RateLimited limited) {
      limited.after().ifPresent(this::block);
    }
    if (brokersOwn(failure)) {
      Optional<Symbol> symbol = entry.request().map(CandleRequest::symbol);
      state.failed(failure.message(), symbol);
    }
  }

  /** Retry-After is market time; a wait that is too long is not waited for. */
  private void block(Duration after) {
    if (after.compareTo(config.longestRetryAfter()) <= 0 && !Double.isInfinite(clock.speed())) {
      budget.block(Duration.ofNanos((long) (after.toNanos() / clock.speed())));
    }
  }

  private void end(
      CallEntry entry,
      long id,
      CallEnd.State how,
      String outcome,
      OptionalInt status,
      long began,
      int candles,
      int rejected) {
    Duration latency = Duration.ofNanos(System.nanoTime() - began);
    ledger.complete(id, new CallEnd(how, outcome, status, latency, candles, rejected));
    Tags tags =
        Tags.of("generation", generation.label(), "endpoint", entry.endpoint(), "outcome", outcome);
    metrics.timer("baton_broker_calls", tags).record(latency);
    if (rejected > 0) {
      metrics
          .counter("baton_broker_candles_rejected", "generation", generation.label())
          .increment(rejected);
    }
  }

  private static boolean repeatable(Throwable e) {
    return e instanceof CandleSourceException failed
        && switch (failed.failure()) {
          case CandleFailure.Unavailable _,
              CandleFailure.TimedOut _,
              CandleFailure.RateLimited _,
              CandleFailure.Malformed _ ->
              true;
          case CandleFailure.LoginNeeded _,
              CandleFailure.Rejected _,
              CandleFailure.RangeTooLong _,
              CandleFailure.NoData _,
              CandleFailure.UnknownInstrument _,
              CandleFailure.NotCalled _ ->
              false;
        };
  }

  private static boolean brokersOwn(Throwable e) {
    return e instanceof CandleSourceException failed && brokersOwn(failed.failure());
  }

  private static boolean brokersOwn(CandleFailure failure) {
    return switch (failure) {
      case CandleFailure.Unavailable _,
          CandleFailure.TimedOut _,
          CandleFailure.RateLimited _,
          CandleFailure.Malformed _ ->
          true;
      case CandleFailure.LoginNeeded _,
          CandleFailure.Rejected _,
          CandleFailure.RangeTooLong _,
          CandleFailure.NoData _,
          CandleFailure.UnknownInstrument _,
          CandleFailure.NotCalled _ ->
          false;
    };
  }
}
