package dev.baton.runtime.broker;

import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.repeat.Repetition;
import dev.baton.runtime.broker.BrokerCalls.Read;
import dev.baton.runtime.broker.BrokerCalls.Reader;
import dev.baton.runtime.broker.BrokerCalls.Request;
import dev.baton.runtime.clock.SlotClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Single exchanges with the broker: the request is sent, its answer read, and the end recorded in the ledger, the metrics and
 * the broker's state.
 */
final class BrokerExchanges {

  private static final Logger LOG = Logger.getLogger(BrokerExchanges.class);

  private final CallLedger ledger;
  private final RateBudget budget;
  private final BrokerState state;
  private final SlotClock clock;
  private final MeterRegistry metrics;
  private final Generation generation;
  private final Duration callTimeout;
  private final Repetition.CallRule rule;

  BrokerExchanges(
      CallLedger ledger,
      RateBudget budget,
      BrokerState state,
      SlotClock clock,
      MeterRegistry metrics,
      Generation generation,
      Duration callTimeout,
      Repetition.CallRule rule) {
    this.ledger = ledger;
    this.budget = budget;
    this.state = state;
    this.clock = clock;
    this.metrics = metrics;
    this.generation = generation;
    this.callTimeout = callTimeout;
    this.rule = rule;
  }

  /** The exchange of the call whose intent is that row of the ledger; nothing is sent yet. */
  <T> Exchange<T> of(CallEntry entry, long id, Request request, Reader<T> reader) {
    return new Exchange<>(entry, id, request, reader);
  }

  /** One attempt's exchange. Used by one thread. */
  final class Exchange<T> {

    private final CallEntry entry;
    private final long id;
    private final Request request;
    private final Reader<T> reader;
    private final long began = System.nanoTime();
    private Optional<Integer> status = Optional.empty();

    private Exchange(CallEntry entry, long id, Request request, Reader<T> reader) {
      this.entry = entry;
      this.id = id;
      this.request = request;
      this.reader = reader;
    }

    /** Sends the request and reads the answer. */
    Read<T> run() throws AttemptException {
      try {
        RestResponse<String> response = await(request.send(generation.label(), String.valueOf(id)));
        status = Optional.of(response.getStatus());
        Read<T> read = HttpAnswer.read(response, reader);
        if (entry.endpoint().equals(CallEntry.CONTRACTS)) {
          state.answeredWithoutSession();
        } else {
          state.answered(symbol());
        }
        return read;
      } catch (CandleSourceException e) {
        throw failed(AttemptException.answered(e.failure()));
      } catch (AttemptException e) {
        throw failed(e);
      } catch (RuntimeException e) {
        // A defect of this service, or an answer of an unknown kind: the call has failed, and the
        // scan goes on.
        String defect = Secrets.scrub(e.toString());
        LOG.errorf("broker_call=%s defect=\"%s\" at=%s", id, defect, place(e));
        throw failed(
            AttemptException.answered(
                new CandleFailure.Malformed("the answer cannot be used: " + defect)));
      }
    }

    private AttemptException failed(AttemptException e) {
      if (e.failure() instanceof CandleFailure.RateLimited limited) {
        limited.after().ifPresent(BrokerExchanges.this::block);
      }
      String reason = e.failure().message();
      if (e.failure() instanceof CandleFailure.Rejected rejected && rejected.inWords()) {
        // A refused login says something of its auth code, and nothing of the session in force.
        if (!entry.endpoint().equals(CallEntry.SESSION)) {
          state.refused(reason, symbol());
        }
      } else if (rule.blamesBroker(e.failure())) {
        state.failed(reason, symbol());
      }
      return e;
    }

    private Optional<Symbol> symbol() {
      return entry.request().map(CandleRequest::symbol);
    }

    /** Records an answer that could be used. */
    void ended(Read<T> read) {
      Duration latency = latency();
      complete(CallEnd.State.OK, "ok", latency, read.candles(), read.rejected());
      measure("ok", latency, read.rejected());
    }

    /** Records a failure, also one for which {@link #run} was not called. */
    void ended(AttemptException e) {
      Duration latency = latency();
      String outcome = e.failure().label();
      switch (e.sent()) {
        case NO -> ledger.withdraw(id);
        case PERHAPS -> complete(CallEnd.State.UNKNOWN, outcome, latency, 0, 0);
        case YES -> complete(CallEnd.State.FAILED, outcome, latency, 0, 0);
      }
      if (!(e.failure() instanceof CandleFailure.NotCalled)) {
        measure(outcome, latency, 0);
      }
    }

    private Duration latency() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private void complete(
        CallEnd.State end, String outcome, Duration latency, int candles, int rejected) {
      ledger.complete(id, new CallEnd(end, outcome, status, latency, candles, rejected));
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

  private static String place(RuntimeException e) {
    return e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0].toString();
  }

  private RestResponse<String> await(Uni<RestResponse<String>> request) throws AttemptException {
    CompletableFuture<RestResponse<String>> answer = request.subscribeAsCompletionStage();
    try {
      return answer.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw HttpAnswer.timedOut(callTimeout);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw new AttemptException(
          new CandleFailure.Unavailable("interrupted"), AttemptException.Sent.PERHAPS);
    } catch (ExecutionException e) {
      return HttpAnswer.thrown(e.getCause(), callTimeout);
    }
  }

  /** Blocks both services. Retry-After is market time, as are the broker's limits; at full speed there is no limit. */
  private void block(Duration after) {
    if (!Double.isInfinite(clock.speed())) {
      budget.block(Duration.ofNanos((long) (after.toNanos() / clock.speed())));
    }
  }
}
