package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.runtime.settings.Mode;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerSessionsTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();

  private BrokerClient client = new BrokerClient(DATA);
  private final BrokerClient other = new BrokerClient(DATA, Mode.SHADOW, Map.of());

  @AfterEach
  void clear() {
    client.close();
    other.close();
    DATA.clear();
  }

  static String session(String token) {
    return "{\"status\":\"Ok\",\"userSession\":\"" + token + "\"}";
  }

  private static String token() {
    return String.join(",", DATA.texts("select token from broker_session where state = 'valid'"));
  }

  private CandleFailure refusal() throws InterruptedException {
    try {
      client.sessions.login("code");
    } catch (CandleSourceException e) {
      return e.failure();
    }
    throw new AssertionError("the login succeeded");
  }

  @Test
  void aLoginIsForBothServicesUntilMidnightAtTheExchange() throws Exception {
    client.broker.then(200, session("t1"));
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
    assertThat(other.sessions.token()).isEqualTo("t1");
    assertThat(DATA.texts("select expires_at at time zone 'Asia/Kolkata' from broker_session"))
        .containsExactly("2026-06-11 00:00:00");
    other.clock.now = other.clock.now.plus(Duration.ofHours(13));
    assertThatThrownBy(other.sessions::token).hasMessageContaining("login needed");
  }

  @Test
  void anAuthCodeIsSentOnceAndALostAnswerIsCalledThat() throws Exception {
    // given
    client.close();
    client = new BrokerClient(DATA, Mode.LIVE, Map.of("call-timeout", "30ms"));
    client.broker.thenSilence();

    // then
    assertThat(refusal().message())
        .contains("the login may have succeeded")
        .contains("get a new one");
    assertThat(client.broker.requests).hasSize(1);
    assertThat(DATA.texts("select state || ' ' || outcome from broker_call"))
        .containsExactly("failed timed_out");
  }

  @Test
  void halfAnAnswerIsALostOneToo() throws Exception {
    client.broker.then(200, "{\"status\":\"Ok\",\"userSes");
    assertThat(refusal().message()).contains("the login may have succeeded");
    assertThat(client.broker.requests).hasSize(1);
  }

  @Test
  void aLoginThatWasNotSentLeavesTheCodeUsable() throws Exception {
    client.broker.thenFails(new ConnectException("refused")).then(200, session("t1"));
    assertThat(refusal().message()).contains("was not sent").contains("can still be used");
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
  }

  @Test
  void aLoginThatIsRefusedIsARejectionAndTheSessionStays() throws Exception {
    client
        .broker
        .then(200, session("t1"))
        .then(200, "{\"status\":\"Not_Ok\",\"message\":\"bad\"}")
        .then(401, "");
    client.sessions.login("first");
    assertThat(refusal()).isInstanceOf(CandleFailure.Rejected.class);
    assertThat(refusal()).isInstanceOf(CandleFailure.Rejected.class);
    assertThat(token()).isEqualTo("t1");
    assertThat(client.sessions.token()).isEqualTo("t1");
  }

  @Test
  void aLoginIsMadeAlsoWhileOtherCallsAreStopped() throws Exception {
    // given
    client.close();
    client =
        new BrokerClient(
            DATA, Mode.LIVE, Map.of("attempts", "1", "breaker.calls", "2", "breaker.delay", "1m"));
    client.broker.then(500, "").then(500, "").then(200, session("t1"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client.instruments.find(Symbol.of("TCS")))
          .isInstanceOf(CandleSourceException.class);
    }
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.BROKEN);

    // then
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
  }

  @Test
  void theSameCodeTwiceIsOneLoginWhicheverServiceGetsIt() throws Exception {
    client.broker.then(200, session("t1"));
    client.sessions.login("code");
    assertThat(other.sessions.login("code").state()).isEqualTo("valid");
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
    assertThat(client.broker.requests).hasSize(1);
    assertThat(other.broker.requests).isEmpty();
    assertThat(other.sessions.token()).isEqualTo("t1");
  }

  /** The second one waits for the first, whose session it then finds to be that of its own code. */
  @Test
  void twoLoginsAtOnceAreOneAfterTheOther() throws Exception {
    // given
    FutureTask<BrokerSessions.Shown> second = new FutureTask<>(() -> other.sessions.login("code"));
    client.broker.then(
        _ -> {
          Thread waiter = Thread.ofPlatform().start(second);
          while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          return ScriptedBroker.answer(200, session("t1"));
        });

    // when
    client.sessions.login("code");

    // then
    assertThat(second.get().state()).isEqualTo("valid");
    assertThat(other.broker.requests).isEmpty();
  }

  @Test
  void aSessionThatCannotBeStoredIsUsedAndStoredLater() throws Exception {
    // given
    client.broker.then(
        _ -> {
          DATA.away(true);
          return ScriptedBroker.answer(200, session("t1"));
        });

    // when
    BrokerSessions.Shown shown = client.sessions.login("code");

    // then
    assertThat(shown.state()).isEqualTo("valid");
    assertThat(shown.reason()).contains("only this service has it");
    assertThat(client.sessions.token()).isEqualTo("t1");
    DATA.away(false);
    assertThat(token()).isEmpty();
    client.sessions.look();
    assertThat(token()).isEqualTo("t1");
    assertThat(client.sessions.shown().reason()).isEmpty();
  }

  @Test
  void anotherTokenInTheDatabaseIsUsedInPlaceOfARefusedOne() throws Exception {
    // given
    client.broker.then(200, session("t1"));
    client.sessions.login("first");
    other.broker.then(200, session("t2"));
    other.sessions.login("second");

    // then
    assertThat(client.sessions.token()).isEqualTo("t1");
    assertThat(client.sessions.refused("t1")).contains("t2");
    assertThat(client.sessions.refused("t2")).isEmpty();
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.LOGIN_NEEDED);
    assertThat(token()).isEmpty();
    assertThat(List.of(client.sessions.shown().state(), other.sessions.shown().state()))
        .containsOnly("login_needed");
  }

  @Test
  void aServiceThatWaitsForALoginFindsThatOfTheOther() throws Exception {
    assertThatThrownBy(client.sessions::token).hasMessageContaining("login needed");
    other.broker.then(200, session("t2"));
    other.sessions.login("code");
    String token = "";
    while (token.isEmpty()) {
      try {
        token = client.sessions.token();
      } catch (CandleSourceException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    assertThat(token).isEqualTo("t2");
  }
}
