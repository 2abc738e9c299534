package dev.baton.simulator.broker;

import static java.util.Objects.requireNonNull;

import dev.baton.simulator.broker.Broker.Caller;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.calls.CallLog.Facts;
import dev.baton.simulator.clock.CallTime;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.fault.FaultKind.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The path of every call through the broker: it is recorded on arrival, may meet a fault, is checked for its session and its
 * rate, and is answered.
 */
final class CallPath {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final boolean retryAfter;
  private final CallTime clock;
  private final BrokerSessions sessions;
  private final RateLimiter limiter;
  private final FaultBook faults;
  private final CallLog calls;

  /**
   * @param retryAfter whether a 429 of the broker's own has a Retry-After header
   */
  CallPath(
      boolean retryAfter,
      CallTime clock,
      BrokerSessions sessions,
      RateLimiter limiter,
      FaultBook faults,
      CallLog calls) {
    this.retryAfter = retryAfter;
    this.clock = requireNonNull(clock, "clock is null");
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.limiter = requireNonNull(limiter, "limiter is null");
    this.faults = requireNonNull(faults, "faults is null");
    this.calls = requireNonNull(calls, "calls is null");
  }

  /**
   * Answers a call that needs no session.
   *
   * @param key what its rate is counted under
   * @param limit calls a market second
   * @param answer by market time
   */
  Reply open(Caller caller, Facts facts, String key, int limit, Function<Instant, Reply> answer) {
    return recorded(
        caller, facts, now -> rated(facts, key, limit, now).orElseGet(() -> answer.apply(now)));
  }

  /** Answers a call that needs a session; its rate is counted by endpoint and token. */
  Reply authorised(Caller caller, Facts facts, int limit, Function<Instant, Reply> answer) {
    return recorded(
        caller,
        facts,
        now ->
            sessions.valid(caller.token(), now)
                ? rated(facts, facts.endpoint() + " " + caller.token(), limit, now)
                    .orElseGet(() -> answer.apply(now))
                : expired());
  }

  /** Answers a call of what the broker does not have; it is recorded only. */
  Reply unknown(Caller caller, Facts facts, Reply answer) {
    return recorded(caller, facts, _ -> answer);
  }

  private Reply recorded(Caller caller, Facts facts, Function<Instant, Reply> answer) {
    clock.heardOf(caller.client());
    Instant now = clock.now();
    long id = calls.begin(facts, now);
    try {
      Reply reply =
          faults
              .first(FaultKind.Answer.class::isInstance, facts, now)
              .map(fault -> faulty(fault, caller))
              .orElseGet(() -> answer.apply(now));
      Reply sent = late(disturbed(reply, facts, now), facts, now);
      calls.end(id, sent.outcome());
      return sent;
    } catch (RuntimeException e) {
      calls.end(id, "defect");
      throw e;
    }
  }

  /** A 429 if the call is over its limit: the broker's own, or that of a fault, which may be for one client alone. */
  private Optional<Reply> rated(Facts facts, String key, int limit, Instant now) {
    RateLimiter.Limit applied =
        faults
            .first(FaultKind.Pace.RATE_LIMIT::equals, facts, now)
            .map(
                fault ->
                    new RateLimiter.Limit(
                        fault.client().map(client -> key + " of " + client).orElse(key),
                        fault.perSecond().orElse(limit),
                        SECOND))
            .orElse(new RateLimiter.Limit(key, limit, SECOND));
    return limiter
        .acquire(applied)
        .map(
            wait ->
                retryAfter
                    ? tooMany()
                        .with("Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds()))
                    : tooMany());
  }

  private Reply faulty(Fault fault, Caller caller) {
    Reply reply =
        switch (fault.kind()) {
          case Answer.HTTP_500 -> Reply.notOk(500, "EC003");
          case Answer.TOO_MANY_REQUESTS ->
              fault
                  .retryAfterS()
                  .map(seconds -> tooMany().with("Retry-After", Integer.toString(seconds)))
                  .orElseGet(CallPath::tooMany);
          case Answer.TIME_OUT ->
              Reply.json(504, "")
                  .over(new Reply.Transport.Never(Duration.ofSeconds(fault.seconds())));
          case Answer.EXPIRED_TOKEN -> {
            if (fault.endSession()) {
              sessions.end(caller.token());
            }
            yield expired();
          }
          case Answer.NOT_OK -> Reply.notOk(200, fault.code());
          case Answer.NESTED_EC -> Reply.nested(fault.code());
          case FaultKind.Pace _, FaultKind.Bars _, FaultKind.Transport _ ->
              throw new IllegalStateException(fault.kind().label() + " is no answer of its own");
        };
    return reply.as(fault.kind().label());
  }

  private static Reply expired() {
    return Reply.notOk(401, "EC044").as("unauthorized");
  }

  private static Reply tooMany() {
    return Reply.failed(429, "Too many requests").as("rate_limited");
  }

  /** The reply as faults of the transport leave it. */
  private Reply disturbed(Reply reply, Facts facts, Instant now) {
    if (reply.transport() instanceof Reply.Transport.Never) {
      return reply;
    }
    return faults
        .first(FaultKind.Transport.class::isInstance, facts, now)
        .map(
            fault ->
                (fault.kind() == FaultKind.Transport.SLOW_BODY
                        ? reply.over(new Reply.Transport.Slow(Duration.ofMillis(fault.delayMs())))
                        : reply.withBody(Arrays.copyOf(reply.body(), reply.body().length / 2)))
                    .as(fault.kind().label()))
        .orElse(reply);
  }

  private Reply late(Reply reply, Facts facts, Instant now) {
    return faults
        .first(FaultKind.Pace.LATENCY::equals, facts, now)
        .flatMap(Fault::latencyMs)
        .map(ms -> reply.after(Duration.ofMillis(ms)))
        .orElse(reply);
  }
}
