package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.simulator.broker.HistoryRequest.RefusedException;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.calls.CallLog.Facts;
import dev.baton.simulator.clock.CallTime;
import dev.baton.simulator.fault.BarFaults;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.MarketView;
import dev.baton.simulator.market.MarketView.Alteration;
import dev.baton.simulator.settings.Setup;
import dev.baton.simulator.settings.SimulatorConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A broker that answers as version 1 of IIFL Capital's API does. */
public final class Broker {

  /**
   * The caller of an endpoint.
   *
   * @param client {@code X-Baton-Client}, or {@code unknown}
   * @param ledgerId {@code X-Baton-Call}, or empty
   * @param token the bearer token, or empty
   */
  public record Caller(String client, String ledgerId, String token) {}

  private static final String EMPTY_REQUEST = "EC005";

  private static final String PROFILE =
      """
      {"clientId":"%s","clientName":"Baton Simulator","isTotpEnabled":"Y","isPoaProvided":"Y",\
      "accountStatus":"Na","exchanges":["BSECURR","BSEEQ","BSEFO","NSECURR","NSEEQ","NSEFO"],\
      "products":["NORMAL","INTRADAY","DELIVERY","BNPL"],\
      "orderComplexity":["REGULAR","AMO","BO","CO"],\
      "email":"la**********@example.com","phoneNumber":"9********0"}""";

  // Calls a market second; the broker publishes these limits, and no setting changes them.
  private static final int LOGIN_LIMIT = 3;
  private static final int PROFILE_LIMIT = 3;
  private static final int LOGOUT_LIMIT = 2;
  private static final int FILE_LIMIT = 2;

  private final SimulatorConfig config;
  private final Setup setup;
  private final MarketView view;
  private final Instruments instruments;
  private final BrokerSessions sessions;
  private final FaultBook faults;
  private final CallPath path;
  private final QuoteBoard quotes;
  private final ObjectMapper json = new ObjectMapper();

  public Broker(
      SimulatorConfig config,
      Setup setup,
      CallTime clock,
      MarketView view,
      BrokerSessions sessions,
      RateLimiter limiter,
      FaultBook faults,
      CallLog calls) {
    this.config = config;
    this.setup = setup;
    this.view = view;
    this.instruments = new Instruments(setup.market().symbols());
    this.sessions = sessions;
    this.faults = faults;
    this.path = new CallPath(config.retryAfter(), clock, sessions, limiter, faults, calls);
    this.quotes = new QuoteBoard(view, instruments);
  }

  public Reply login(Caller caller, byte[] body) {
    Facts facts = facts(caller, "getusersession");
    return path.open(caller, facts, "getusersession", LOGIN_LIMIT, now -> session(body, now));
  }

  private Reply session(byte[] body, Instant now) {
    String checkSum = HistoryRequest.text(read(body), "checkSum");
    return sessions
        .login(checkSum, now)
        .map(token -> Reply.json(200, "{\"status\":\"Ok\",\"userSession\":\"" + token + "\"}"))
        .orElseGet(() -> Reply.notOk(200, "EC055"));
  }

  /**
   * {@code GET /contractfiles/{segment}.json} or {@code .csv}. It needs no session. The limit is of each file and caller; the
   * real broker knows the caller by its address.
   */
  public Reply contractFile(Caller caller, String segment, boolean asJson) {
    Facts facts = facts(caller, "contractfiles");
    String file = segment + (asJson ? ".json" : ".csv");
    return path.open(
        caller,
        facts,
        "contractfiles " + file + " " + caller.client(),
        FILE_LIMIT,
        _ ->
            instruments
                .file(segment, asJson)
                .map(bytes -> Reply.ok(bytes, asJson ? "application/json" : "text/csv"))
                .orElseGet(Broker::notFound));
  }

  public Reply profile(Caller caller) {
    return path.authorised(
        caller,
        facts(caller, "profile"),
        PROFILE_LIMIT,
        _ -> Reply.ok(PROFILE.formatted(config.clientId())));
  }

  public Reply logout(Caller caller) {
    return path.authorised(
        caller,
        facts(caller, "logout"),
        LOGOUT_LIMIT,
        _ -> {
          sessions.end(caller.token());
          return Reply.ok("{\"status\":\"Success\",\"message\":\"Success\"}");
        });
  }

  /** Quotes of an array of instruments, or of a single one. */
  public Reply quotes(Caller caller, byte[] body) {
    return path.authorised(
        caller,
        facts(caller, "marketquotes"),
        config.rateLimit(),
        now -> {
          JsonNode request = read(body);
          return request.isEmpty()
              ? Reply.nested(EMPTY_REQUEST)
              : Reply.ok(quotes.result(request.isArray() ? request : List.of(request), now));
        });
  }

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
    return path.authorised(caller, facts, config.rateLimit(), now -> candles(request, facts, now));
  }

  private Reply candles(JsonNode body, Facts facts, Instant now) {
    if (body.isEmpty()) {
      return Reply.nested(EMPTY_REQUEST);
    }
    HistoryRequest request;
    try {
      request =
          HistoryRequest.parse(body, instruments, config.refuseSameDay(), setup.longestDays());
    } catch (RefusedException e) {
      return Reply.nested(e.code());
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
            FaultKind.Bars.class::isInstance,
            facts,
            now,
            fault -> BarFaults.concerns(fault, request.interval(), now, history));
    boolean asString =
        config.candlesAs().equals("string")
            || hits.stream().anyMatch(fault -> fault.kind() == FaultKind.Bars.CANDLES_AS_STRING);
    byte[] rows =
        hits.isEmpty() && instrument.priceFactor() == 1
            ? view.bars(instrument.candles(), request.interval(), request.from(), request.to(), now)
                .rows()
            : BarFaults.rows(
                hits,
                BarFaults.answered(
                    hits,
                    history.apply(BarFaults.alteration(hits, now)).stream()
                        .map(instrument::priced)
                        .toList()),
                request.interval());
    Reply reply = Reply.ok(envelope(rows, asString), "application/json");
    return hits.isEmpty() ? reply : reply.as(hits.getFirst().kind().label());
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

  /**
   * A call of a path that the broker does not have, or with a method that its path does not have.
   *
   * @param status of HTTP: 404, 405, or another that the platform found before any endpoint was reached
   */
  Reply unknown(Caller caller, int status) {
    Reply answer =
        switch (status) {
          case 404 -> notFound();
          case 405 -> Reply.failed(status, "Method not allowed").as("not_allowed");
          default -> Reply.failed(status, "Bad request");
        };
    return path.unknown(caller, facts(caller, "unknown"), answer);
  }

  private static Reply notFound() {
    return Reply.failed(404, "Resource not found").as("not_found");
  }

  private static Facts facts(Caller caller, String endpoint) {
    return new Facts(caller.client(), caller.ledgerId(), endpoint, "", "");
  }

  /** A body that is no JSON counts as an empty one: every field is missing, and the answer says so. */
  private JsonNode read(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node == null ? json.createObjectNode() : node;
    } catch (IOException e) {
      return json.createObjectNode();
    }
  }
}
