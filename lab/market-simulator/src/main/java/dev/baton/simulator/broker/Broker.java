package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.simulator.broker.HistoryRequest.RefusedException;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.calls.CallLog.Facts;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.fault.BarFaults;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.Interval;
import dev.baton.simulator.market.MarketView;
import dev.baton.simulator.market.MarketView.Alteration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A broker that answers as IIFL Capital v1 does. Every call is counted when it has arrived, then it may meet a fault,
 * then it is authorised, rated and answered.
 */
public final class Broker {

  /**
   * @param retryAfter whether a 429 says when to come back, in market seconds; the real one is not known to
   * @param candlesAsString whether candles are a JSON text in a string unless a fault says so
   * @param rateLimit requests a market second of history and quotes, each
   */
  public record Habits(
      String clientId,
      boolean retryAfter,
      boolean candlesAsString,
      int rateLimit,
      boolean refuseSameDay,
      Map<Interval, Integer> longestDays) {}

  /**
   * Who calls.
   *
   * @param client {@code X-Baton-Client}, or {@code unknown}
   * @param ledgerId {@code X-Baton-Call}, or empty
   * @param token the bearer token, or empty
   */
  public record Caller(String client, String ledgerId, String token) {}

  /** Limits of the broker that are no setting, a second. */
  private static final int LOGIN_LIMIT = 3;

  private static final int PROFILE_LIMIT = 3;
  private static final int LOGOUT_LIMIT = 2;
  private static final int FILE_LIMIT = 2;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Habits habits;
  private final SimulatedClock clock;
  private final MarketView view;
  private final Instruments instruments;
  private final BrokerSessions sessions;
  private final RateLimiter limiter;
  private final FaultBook faults;
  private final CallLog calls;
  private final QuoteBoard quotes;
  private final HistoryRequest.Rules rules;
  private final ObjectMapper json = new ObjectMapper();

  public Broker(
      Habits habits,
      SimulatedClock clock,
      MarketView view,
      Instruments instruments,
      BrokerSessions sessions,
      RateLimiter limiter,
      FaultBook faults,
      CallLog calls) {
    this.habits = requireNonNull(habits, "habits is null");
    this.clock = clock;
    this.view = view;
    this.instruments = instruments;
    this.sessions = sessions;
    this.limiter = limiter;
    this.faults = faults;
    this.calls = calls;
    this.quotes = new QuoteBoard(view, instruments);
    this.rules = new HistoryRequest.Rules(habits.refuseSameDay(), habits.longestDays());
  }

  /** {@code POST /getusersession}. */
  public Reply login(Caller caller, byte[] body) {
    Facts facts = facts(caller, "getusersession");
    return counted(
        caller,
        facts,
        now ->
            rated(facts, "getusersession", LOGIN_LIMIT, now).orElseGet(() -> session(body, now)));
  }

  private Reply session(byte[] body, Instant now) {
    String checkSum = HistoryRequest.text(read(body), "checkSum");
    return sessions
        .login(checkSum, now)
        .map(
            token ->
                Reply.json(200, "{\"status\":\"Ok\",\"userSession\":\"" + token + "\"}", Reply.OK))
        .orElseGet(() -> Reply.notOk(200, "EC044", "Invalid checksum or auth code", "ec044"));
  }

  /**
   * {@code GET /contractfiles/{segment}.json} or {@code .csv}. It needs no session: its limit is one of each file, and of the
   * caller that the real broker would know by its address.
   */
  public Reply contractFile(Caller caller, String segment, boolean asJson) {
    Facts facts = facts(caller, "contractfiles");
    String file = segment + (asJson ? ".json" : ".csv");
    return counted(
        caller,
        facts,
        now ->
            rated(facts, "contractfiles " + file + " " + caller.client(), FILE_LIMIT, now)
                .or(
                    () ->
                        instruments
                            .file(segment, asJson)
                            .map(
                                bytes -> Reply.ok(bytes, asJson ? "application/json" : "text/csv")))
                .orElseGet(() -> Reply.notOk(404, "EC901", "No such contract file", "not_found")));
  }

  /** {@code GET /profile}. */
  public Reply profile(Caller caller) {
    return authorised(
        caller,
        facts(caller, "profile"),
        PROFILE_LIMIT,
        now -> Reply.ok("{\"clientId\":\"" + habits.clientId() + "\",\"status\":\"Active\"}"));
  }

  /** {@code POST /profile/logout}. */
  public Reply logout(Caller caller) {
    return authorised(
        caller,
        facts(caller, "logout"),
        LOGOUT_LIMIT,
        now -> {
          sessions.end(caller.token());
          return Reply.ok("{}");
        });
  }

  /** {@code POST /marketdata/marketquotes}. */
  public Reply quotes(Caller caller, byte[] body) {
    return authorised(
        caller,
        facts(caller, "marketquotes"),
        habits.rateLimit(),
        now -> {
          JsonNode batch = read(body);
          return batch.isArray()
              ? Reply.ok(quotes.result(batch, now))
              : Reply.notOk(400, "EC900", "An array of instruments is expected", "ec900");
        });
  }

  /** {@code POST /marketdata/historicaldata}. */
  public Reply history(Caller caller, byte[] body) {
    JsonNode request = read(body);
    String id = HistoryRequest.text(request, "instrumentId");
    String symbol =
        id.matches("\\d{1,9}")
            ? instruments.find(Integer.parseInt(id)).map(Instrument::name).orElse("")
            : "";
    Facts facts =
        new Facts(
            caller.client(),
            caller.ledgerId(),
            "historicaldata",
            symbol,
            HistoryRequest.text(request, "interval"));
    return authorised(caller, facts, habits.rateLimit(), now -> candles(request, facts, now));
  }

  private Reply candles(JsonNode body, Facts facts, Instant now) {
    HistoryRequest request;
    try {
      request = HistoryRequest.parse(body, instruments, rules);
    } catch (RefusedException e) {
      return Reply.nested(e.code(), e.getMessage());
    }
    Instrument instrument = request.instrument();
    Function<Alteration, List<Bar>> history =
        alteration ->
            view.bars(
                instrument.candles(),
                request.interval(),
                request.from(),
                request.to(),
                now,
                alteration);
    List<Fault> hits =
        faults.all(
            FaultKind.Stage.BARS,
            facts,
            now,
            fault -> BarFaults.concerns(fault, request.interval(), now, history));
    if (hits.isEmpty() && instrument.priceFactor() == 1) {
      return Reply.ok(
          envelope(
              view.bars(instrument.candles(), request.interval(), request.from(), request.to(), now)
                  .rows(),
              habits.candlesAsString()),
          "application/json");
    }
    List<Bar> bars =
        BarFaults.answered(hits, instrument.priced(history.apply(BarFaults.alteration(hits, now))));
    boolean asString =
        habits.candlesAsString()
            || hits.stream().anyMatch(fault -> fault.kind() == FaultKind.CANDLES_AS_STRING);
    Reply reply =
        Reply.ok(
            envelope(BarFaults.rows(hits, bars, request.interval()), asString), "application/json");
    return hits.isEmpty()
        ? reply
        : reply.over(new Reply.Transport.Whole(), hits.getFirst().kind().label());
  }

  private static byte[] envelope(byte[] rows, boolean asString) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length + 100);
    out.writeBytes(
        "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":[{\"candles\":".getBytes(UTF_8));
    if (asString) {
      out.writeBytes(
          ("\"[" + new String(rows, UTF_8).replace("\"", "\\\"") + "]\"").getBytes(UTF_8));
    } else {
      out.write('[');
      out.writeBytes(rows);
      out.write(']');
    }
    out.writeBytes("}]}".getBytes(UTF_8));
    return out.toByteArray();
  }

  private static Facts facts(Caller caller, String endpoint) {
    return new Facts(caller.client(), caller.ledgerId(), endpoint, "", "");
  }

  private Reply authorised(Caller caller, Facts facts, int limit, Function<Instant, Reply> answer) {
    return counted(
        caller,
        facts,
        now -> {
          if (!sessions.valid(caller.token(), now)) {
            return Reply.notOk(401, "EC044", "Token is invalid or expired", "unauthorized");
          }
          return rated(facts, facts.endpoint() + " " + caller.token(), limit, now)
              .orElseGet(() -> answer.apply(now));
        });
  }

  private Reply counted(Caller caller, Facts facts, Function<Instant, Reply> answer) {
    clock.heardOf(caller.client());
    Instant now = clock.now();
    long id = calls.begin(facts, now);
    Reply reply;
    try {
      reply =
          late(
              travelling(
                  faults
                      .first(FaultKind.Stage.ANSWER, facts, now)
                      .map(fault -> faulty(fault, caller))
                      .orElseGet(() -> answer.apply(now)),
                  facts,
                  now),
              facts,
              now);
    } catch (RuntimeException e) {
      calls.end(id, "defect");
      throw e;
    }
    calls.end(id, reply.outcome());
    return reply;
  }

  /** A 429 if the call is over its limit: the broker's own, or the one of a fault that may be for a client alone. */
  private Optional<Reply> rated(Facts facts, String key, int limit, Instant now) {
    RateLimiter.Limit own = new RateLimiter.Limit(key, limit, SECOND);
    return limiter
        .acquire(
            faults
                .first(FaultKind.Stage.RATE, facts, now)
                .map(
                    fault ->
                        new RateLimiter.Limit(
                            fault.client().map(client -> key + " of " + client).orElse(key),
                            fault.details().perSecond().orElse(limit),
                            SECOND))
                .orElse(own))
        .map(
            wait -> {
              Reply reply = Reply.notOk(429, "EC003", "Too many requests", "rate_limited");
              return habits.retryAfter()
                  ? reply.with(
                      "Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds()))
                  : reply;
            });
  }

  private Reply faulty(Fault fault, Caller caller) {
    String label = fault.kind().label();
    String code = fault.details().code();
    return switch (fault.kind()) {
      case HTTP_500 -> Reply.notOk(500, "EC003", "Please try after some time", label);
      case TOO_MANY_REQUESTS -> {
        Reply reply = Reply.notOk(429, "EC003", "Too many requests", label);
        yield fault
            .details()
            .retryAfterS()
            .map(seconds -> reply.with("Retry-After", Integer.toString(seconds)))
            .orElse(reply);
      }
      case TIME_OUT ->
          Reply.json(504, "", label)
              .over(
                  new Reply.Transport.Never(Duration.ofSeconds(fault.details().seconds())), label);
      case EXPIRED_TOKEN -> {
        if (fault.details().endSession()) {
          sessions.end(caller.token());
        }
        yield Reply.notOk(401, "EC044", "Token is invalid or expired", label);
      }
      case NOT_OK -> Reply.notOk(200, code, "Please try after some time", label);
      case NESTED_EC ->
          Reply.json(
              200,
              new String(Reply.nested(code, "Please try after some time").body(), UTF_8),
              label);
      case RATE_LIMIT,
          EMPTY_HISTORY,
          MISSING_BAR,
          LATE_BAR,
          REVISED_BAR,
          MALFORMED_BAR,
          DUPLICATE_LAST_BAR,
          CANDLES_AS_STRING,
          SLOW_BODY,
          TRUNCATED_JSON,
          LATENCY ->
          throw new IllegalStateException(label + " is no answer of its own");
    };
  }

  private Reply travelling(Reply reply, Facts facts, Instant now) {
    if (reply.transport() instanceof Reply.Transport.Never) {
      return reply;
    }
    Optional<Fault> hit = faults.first(FaultKind.Stage.TRANSPORT, facts, now);
    if (hit.isEmpty()) {
      return reply;
    }
    Fault fault = hit.get();
    String label = fault.kind().label();
    return fault.kind() == FaultKind.SLOW_BODY
        ? reply.over(new Reply.Transport.Slow(Duration.ofMillis(fault.details().delayMs())), label)
        : reply.withBody(Arrays.copyOf(reply.body(), reply.body().length / 2), label);
  }

  private Reply late(Reply reply, Facts facts, Instant now) {
    return faults
        .first(FaultKind.Stage.LATENCY, facts, now)
        .flatMap(fault -> fault.details().latencyMs())
        .map(ms -> reply.after(Duration.ofMillis(ms)))
        .orElse(reply);
  }

  /** An unreadable body is an empty one: then every field is missing, and the answer says so. */
  private JsonNode read(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node == null ? json.createObjectNode() : node;
    } catch (IOException e) {
      return json.createObjectNode();
    }
  }
}
