package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.baton.category.Generation;
import dev.baton.market.CallCount;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class BrokerCallsTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final String LEDGER =
      "select state || ' ' || outcome || coalesce(' ' || http_status, '') from broker_call order by id";

  private BrokerClient client = new BrokerClient(DATA);

  @AfterEach
  void clear() {
    client.close();
    DATA.clear();
  }

  private void with(Map<String, String> settings) {
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, settings);
  }

  private static CallEntry entry(String symbol) {
    LocalDate date = LocalDate.of(2026, 6, 10);
    return CallEntry.history(
        new CandleRequest(
            Symbol.of(symbol),
            Timeframe.ONE_DAY,
            date,
            date,
            CandleRequest.Reason.FULL,
            CandleRequest.Priority.SHADOW));
  }

  private String call(String symbol) throws CandleSourceException, InterruptedException {
    return client.calls.call(
        entry(symbol),
        (name, call) -> client.broker.history("Bearer t", name, call, json()),
        body -> new BrokerCalls.Read<>(body, 1, 0));
  }

  private static JsonNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private CandleFailure failure(String symbol) throws InterruptedException {
    try {
      call(symbol);
    } catch (CandleSourceException e) {
      return e.failure();
    }
    throw new AssertionError("the call succeeded");
  }

  @Test
  void anAttemptIsRepeatedWithARowOfItsOwn() throws Exception {
    client.broker.then(500, "").then(200, "candles");
    assertThat(call("TCS")).isEqualTo("candles");
    assertThat(DATA.texts(LEDGER)).containsExactly("failed unavailable 500", "ok ok 200");
    assertThat(client.broker.requests)
        .extracting(ScriptedBroker.Request::call)
        .isEqualTo(DATA.texts("select id::text from broker_call order by id"));
  }

  @ParameterizedTest
  @ValueSource(classes = {ConnectException.class, UnknownHostException.class})
  void aCallThatWasNeverSentIsNotInTheLedgerAndNotCounted(Class<? extends Exception> kind)
      throws Exception {
    // given
    client.broker.thenFails(kind.getConstructor(String.class).newInstance("refused"));
    CallCount count = new CallCount();

    // when
    CandleFailure failure = ScopedValue.where(CallCount.CURRENT, count).call(() -> failure("TCS"));

    // then
    assertThat(failure).isInstanceOf(CandleFailure.Unavailable.class);
    assertThat(failure.message()).contains("no connection came about");
    assertThat(client.broker.requests).hasSize(3);
    assertThat(DATA.texts(LEDGER)).isEmpty();
    assertThat(count.count()).isZero();
  }

  @Test
  void aConnectionThatBreaksOffMakesTheRowUnknown() throws Exception {
    client.broker.thenFails(new IOException("Connection was closed"));
    assertThat(failure("TCS")).isInstanceOf(CandleFailure.Unavailable.class);
    assertThat(DATA.texts(LEDGER)).hasSize(3).containsOnly("unknown unavailable");
  }

  @Test
  void aTimeOutCountsAsACallThatArrived() throws Exception {
    with(Map.of("call-timeout", "30ms", "attempts", "1"));
    client.broker.thenSilence();
    assertThat(failure("TCS")).isInstanceOf(CandleFailure.TimedOut.class);
    assertThat(DATA.texts(LEDGER)).containsExactly("failed timed_out");
  }

  @Test
  void aRetryAfterThatIsTooLongIsNotRepeatedAndBlocksEveryLaterCall() throws Exception {
    // given
    with(Map.of("longest-retry-after", "15s"));
    client.broker.thenRetryAfter(3600).then(200, "candles");

    // then
    assertThat(failure("TCS")).isInstanceOf(CandleFailure.RateLimited.class);
    assertThat(failure("INFY")).isInstanceOf(CandleFailure.NotCalled.class);
    assertThat(client.broker.requests).hasSize(1);
    assertThat(DATA.texts(LEDGER)).containsExactly("failed rate_limited 429");
    assertThat(
            DATA.texts(
                "select (blocked_until > clock_timestamp() + interval '59 minutes')::text from broker_budget"))
        .containsExactly("true");

    // when the block is over
    DATA.execute(
        "update broker_budget set blocked_until = '-infinity', live_waits_until = '-infinity'");

    // then
    assertThat(call("TCS")).isEqualTo("candles");
  }

  @Test
  void aRetryAfterIsMarketTime() throws Exception {
    client.clock.speed = 3600;
    client.broker.thenRetryAfter(7200);
    failure("TCS");
    assertThat(
            DATA.texts(
                "select (blocked_until < clock_timestamp() + interval '10 seconds')::text from broker_budget"))
        .containsExactly("true");
  }

  @Test
  void aShortRetryAfterIsWaitedForAndTheCallRepeated() throws Exception {
    client.broker.thenRetryAfter(0).then(200, "candles");
    assertThat(call("TCS")).isEqualTo("candles");
    assertThat(DATA.texts(LEDGER)).containsExactly("failed rate_limited 429", "ok ok 200");
  }

  @Test
  void noCallIsRepeatedWhileAnOutageIsSuspected() throws Exception {
    // given
    with(Map.of("attempts", "3"));
    for (int i = 0; i < 9; i++) {
      client.broker.then(500, "");
    }

    // when three calls fail, and the eighth attempt begins the suspicion
    failure("TCS");
    failure("INFY");
    failure("TCS");
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.BROKEN);
    failure("INFY");

    // then
    assertThat(client.broker.requests).hasSize(3 + 3 + 2 + 1);

    // when the broker answers
    client.broker.then(200, "candles").then(500, "").then(200, "candles");
    assertThat(call("TCS")).isEqualTo("candles");
    assertThat(call("TCS")).isEqualTo("candles");

    // then calls are repeated again
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
  }

  @Test
  void aCallThatWasNotMadeSaysNothingOfTheBroker() throws Exception {
    // given
    DATA.away(true);

    // when
    for (String symbol : List.of("TCS", "INFY", "TCS", "INFY", "TCS", "INFY", "TCS", "INFY")) {
      assertThat(failure(symbol)).isInstanceOf(CandleFailure.NotCalled.class);
    }
    DATA.away(false);

    // then
    assertThat(client.broker.requests).isEmpty();
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.UNKNOWN);
  }

  @Test
  void aBrokerThatRefusesEveryCallInWordsIsRefusingAndItsSessionDoubtful() throws Exception {
    // given
    client.broker.then(200, "{\"status\":\"Ok\",\"userSession\":\"t1\"}").then(403, "Slow down");
    client.sessions.login("code");
    assertThat(client.sessions.status().state()).isEqualTo("valid");

    // when
    for (String symbol : List.of("TCS", "INFY", "TCS", "INFY", "TCS", "INFY", "TCS", "INFY")) {
      assertThat(failure(symbol)).isInstanceOf(CandleFailure.Rejected.class);
    }

    // then: none was repeated
    assertThat(client.broker.requests).hasSize(1 + 8);
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.REFUSING);
    assertThat(client.sessions.status().state()).isEqualTo("doubtful");
    assertThat(client.sessions.status().reason())
        .isEqualTo(
            "8 calls in a row failed, the last: the broker refuses the request (HTTP 403): the words 'Slow down'"
                + "; if the broker means the session, log in again");

    // when it refuses a login, too
    client.broker.then(200, "{\"status\":\"Not_Ok\",\"message\":\"bad code\"}");
    assertThatThrownBy(() -> client.sessions.login("other"))
        .isInstanceOf(CandleSourceException.class);
    assertThat(client.state.now().reason()).contains("Slow down");

    // when a login succeeds
    client.broker.then(200, "{\"status\":\"Ok\",\"userSession\":\"t2\"}");
    assertThat(client.sessions.login("another").state()).isEqualTo("valid");

    // then candles may still be refused
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.REFUSING);

    // when they are, and then are not
    client.broker.then(403, "Slow down").then(200, "candles");
    failure("TCS");
    assertThat(client.sessions.status().state()).isEqualTo("doubtful");
    call("TCS");

    // then
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
    assertThat(client.sessions.status().state()).isEqualTo("valid");
  }

  @Test
  void aProbeIsOneAttempt() throws Exception {
    client.broker.then(500, "").then(200, "candles");
    CallEntry probe =
        CallEntry.history(
            new CandleRequest(
                Symbol.of("TCS"),
                Timeframe.ONE_DAY,
                LocalDate.of(2026, 6, 10),
                LocalDate.of(2026, 6, 10),
                CandleRequest.Reason.PROBE,
                CandleRequest.Priority.LIVE));

    assertThatThrownBy(
            () ->
                client.calls.call(
                    probe,
                    (name, call) -> client.broker.history("Bearer t", name, call, json()),
                    body -> new BrokerCalls.Read<>(body, 1, 0)))
        .isInstanceOf(CandleSourceException.class);
    assertThat(client.broker.requests).hasSize(1);
  }

  @Test
  void anInterruptedCallerStopsWaitingAndTheEndOfItsCallIsStillRecorded() throws Exception {
    // given
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    client.broker.then(
        _ -> {
          sent.countDown();
          return Uni.createFrom()
              .item(
                  () -> {
                    try {
                      answer.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    return RestResponse.ResponseBuilder.<String>create(200)
                        .entity("candles")
                        .build();
                  });
        });
    FutureTask<String> scan = new FutureTask<>(() -> call("TCS"));
    Thread thread = Thread.ofVirtual().start(scan);
    sent.await();

    // when
    thread.interrupt();

    // then
    assertThatThrownBy(scan::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(DATA.texts(LEDGER)).containsExactly("intent ");

    // when
    answer.countDown();

    // then
    while (!DATA.texts(LEDGER).equals(List.of("ok ok 200"))) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.CONNECTED);
  }

  @Test
  void anEmptyHistoryIsTheBrokersFailureAndNotRepeated() throws Exception {
    client.broker.then(200, "");
    assertThatThrownBy(
            () ->
                client.calls.call(
                    entry("TCS"),
                    (name, call) -> client.broker.history("", name, call, json()),
                    _ -> {
                      throw new CandleSourceException(new CandleFailure.NoData("none"));
                    }))
        .isInstanceOf(CandleSourceException.class);
    assertThat(DATA.texts(LEDGER)).containsExactly("failed no_data 200");
    assertThat(client.state.severalSymbolsFail()).isFalse();
  }
}
