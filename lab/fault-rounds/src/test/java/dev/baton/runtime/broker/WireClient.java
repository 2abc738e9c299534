package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Generation;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSource;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Outage;
import dev.baton.simulator.broker.Broker;
import dev.baton.simulator.broker.Broker.Caller;
import dev.baton.simulator.broker.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The broker client of a service, with a simulated broker in the same process: the bytes of its answers go to the client's own
 * parser, repetitions and outage are the client's. Ledger, budget and session are in memory. An answer that takes too long is a
 * time-out at once, and the market's time passes.
 */
public final class WireClient {

  private final CandleSource source;
  private final Outage outage;

  /**
   * @param passing lets market time pass
   */
  public WireClient(
      Broker broker,
      String token,
      Generation generation,
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      SlotClock clock,
      Consumer<Duration> passing) {
    BrokerConfig config = config();
    BrokerState state = new BrokerState(clock);
    BrokerCalls calls =
        new BrokerCalls(
            new Wire(broker, token, config.callTimeout(), passing),
            new MemoryLedger(clock, generation),
            new FreeBudget(clock, config),
            state,
            clock,
            new SimpleMeterRegistry(),
            generation,
            config);
    this.source =
        new IiflCandleSource(
            calls,
            new OneSession(calls, state, clock, generation, config),
            new InstrumentDirectory(calls, clock),
            calendar,
            clock,
            config);
    this.outage = new BrokerOutage(state, source, settings, clock);
  }

  public CandleSource source() {
    return source;
  }

  public Outage outage() {
    return outage;
  }

  private static BrokerConfig config() {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(Map.of("baton.broker.back-off", "0ms"))
        .withMapping(BrokerConfig.class)
        .build()
        .getConfigMapping(BrokerConfig.class);
  }

  private static final class MemoryLedger extends CallLedger {

    private final AtomicLong ids = new AtomicLong();

    MemoryLedger(SlotClock clock, Generation generation) {
      super(null, clock, generation);
    }

    @Override
    long intend(CallEntry entry) {
      return ids.incrementAndGet();
    }

    @Override
    void complete(long id, CallEnd end) {
      // Nobody reads it.
    }

    @Override
    void withdraw(long id) {
      // Nobody reads it.
    }
  }

  private static final class FreeBudget extends RateBudget {

    FreeBudget(SlotClock clock, BrokerConfig config) {
      super(null, clock, config);
    }

    @Override
    void take(Priority priority) {
      // The simulated broker has no limit at full speed.
    }

    @Override
    void block(Duration realTime) {
      // At full speed there is no real time.
    }
  }

  private static final class OneSession extends BrokerSessions {

    OneSession(
        BrokerCalls calls,
        BrokerState state,
        SlotClock clock,
        Generation generation,
        BrokerConfig config) {
      super(null, calls, state, clock, generation, config);
    }

    @Override
    String token() {
      return "the wire adds it";
    }

    @Override
    Optional<String> refused(String token) {
      return Optional.empty();
    }
  }

  private record Wire(Broker broker, String token, Duration callTimeout, Consumer<Duration> passing)
      implements BrokerApi {

    @Override
    public Uni<RestResponse<String>> session(String client, String call, JsonNode body) {
      throw new UnsupportedOperationException("nobody logs in");
    }

    @Override
    public Uni<RestResponse<String>> contracts(String client, String call) {
      return sent(broker.contractFile(new Caller(client, call, ""), "NSEEQ", true));
    }

    @Override
    public Uni<RestResponse<String>> history(
        String authorization, String client, String call, JsonNode body) {
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      return sent(broker.history(new Caller(client, call, token), bytes));
    }

    private Uni<RestResponse<String>> sent(Reply reply) {
      boolean inTime =
          switch (reply.transport()) {
            case Reply.Transport.Whole() -> true;
            case Reply.Transport.Slow(Duration over) -> over.compareTo(callTimeout) < 0;
            case Reply.Transport.Never _ -> false;
          };
      if (!inTime) {
        passing.accept(callTimeout);
        return Uni.createFrom().failure(new TimeoutException());
      }
      RestResponse.ResponseBuilder<String> response =
          RestResponse.ResponseBuilder.<String>create(reply.status())
              .entity(new String(reply.body(), StandardCharsets.UTF_8));
      reply.headers().forEach(response::header);
      return Uni.createFrom().item(response.build());
    }
  }
}
