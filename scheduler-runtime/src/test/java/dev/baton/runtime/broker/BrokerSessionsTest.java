package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Generation;
import dev.baton.evidence.EvidenceDatabase.Work;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerSessionsTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();

  private BrokerClient client = new BrokerClient(DATA);
  private final BrokerClient other = new BrokerClient(DATA, Generation.OPTIMIZED, Map.of());

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
  void anAuthCodeIsSentOnceAndALostAnswerIsReported() throws Exception {
    // given
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("call-timeout", "30ms"));
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
  void anAnswerThatIsCutOffIsALostOneToo() throws Exception {
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
  void aLoginIsSentAlsoInAnOutage() throws Exception {
    // given
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("attempts", "1"));
    for (int i = 0; i < 8; i++) {
      client.broker.then(500, "");
    }
    client.broker.then(200, session("t1"));
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(() -> client.instruments.find(Symbol.of("TCS")))
          .isInstanceOf(CandleSourceException.class);
    }
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.BROKEN);

    // then
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
  }

  @Test
  void theSameCodeTwiceIsOneLoginAtEitherService() throws Exception {
    client.broker.then(200, session("t1"));
    client.sessions.login("code");
    assertThat(other.sessions.login("code").state()).isEqualTo("valid");
    assertThat(client.sessions.login("code").state()).isEqualTo("valid");
    assertThat(client.broker.requests).hasSize(1);
    assertThat(other.broker.requests).isEmpty();
    assertThat(other.sessions.token()).isEqualTo("t1");
  }

  /** The second login waits for the first, and finds that its session was opened with the same code. */
  @Test
  void twoLoginsAtTheSameTimeRunOneAfterTheOther() throws Exception {
    // given
    FutureTask<SessionStatus> second = new FutureTask<>(() -> other.sessions.login("code"));
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
    SessionStatus status = client.sessions.login("code");

    // then
    assertThat(status.state()).isEqualTo("valid");
    assertThat(status.reason()).contains("only this service has it");
    assertThat(client.sessions.token()).isEqualTo("t1");
    DATA.away(false);
    assertThat(token()).isEmpty();
    client.sessions.refresh();
    assertThat(token()).isEqualTo("t1");
    assertThat(client.sessions.status().reason()).isEmpty();
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
    assertThat(List.of(client.sessions.status().state(), other.sessions.status().state()))
        .containsOnly("login_needed");
  }

  @Test
  void aServiceThatNeedsALoginFindsThatOfTheOtherService() throws Exception {
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

  @Test
  void theHeartbeatTakesTheSessionThatTheOtherServiceHasOpened() throws Exception {
    // given
    client.broker.then(200, session("t1"));
    client.sessions.login("first");
    other.broker.then(200, session("t2"));
    other.sessions.login("second");

    // when
    client.sessions.refresh();

    // then
    assertThat(client.sessions.token()).isEqualTo("t2");
  }

  @Test
  void aSessionThatTheBrokerHasRefusedToTheOtherServiceIsNotUsedHere() throws Exception {
    // given
    client.broker.then(200, session("t1"));
    client.sessions.login("code");
    assertThat(other.sessions.refused("t1")).isEmpty();

    // when
    client.sessions.refresh();

    // then
    assertThat(client.sessions.validUntil()).isEmpty();
    assertThatThrownBy(client.sessions::token).hasMessageContaining("login needed");
  }

  @Test
  void aRefusedSessionThatIsNotStoredGivesWayToTheOtherServices() throws Exception {
    // given
    openWithoutDatabase("t1");
    other.broker.then(200, session("t2"));
    DATA.execute("update broker_session set login_until = '-infinity'");
    other.sessions.login("second");

    // when, then
    assertThat(client.sessions.refused("t1")).contains("t2");
    assertThat(client.sessions.status().reason()).isEmpty();
  }

  @Test
  void anOlderSessionIsNotStoredOverANewerOne() throws Exception {
    // given
    openWithoutDatabase("t1");
    other.clock.now = other.clock.now.plusSeconds(1);
    other.broker.then(200, session("t2"));
    DATA.execute("update broker_session set login_until = '-infinity'");
    other.sessions.login("second");

    // when
    client.sessions.refresh();

    // then
    assertThat(token()).isEqualTo("t2");
    assertThat(client.sessions.token()).isEqualTo("t2");
  }

  /** As after a simulated session of a later date on the same database. */
  @Test
  void aSessionThatWasRefusedDoesNotCountAsNewer() throws Exception {
    // given
    other.clock.now = other.clock.now.plus(Duration.ofDays(30));
    other.broker.then(200, session("t1"));
    other.sessions.login("first");
    assertThat(other.sessions.refused("t1")).isEmpty();
    client.broker.then(200, session("t2"));

    // when
    SessionStatus status = client.sessions.login("second");

    // then
    assertThat(status.state()).isEqualTo("valid");
    assertThat(client.sessions.token()).isEqualTo("t2");
  }

  /** The database goes away while the broker answers, and is back after the login. */
  private void openWithoutDatabase(String token) throws Exception {
    client.broker.then(
        _ -> {
          DATA.away(true);
          return ScriptedBroker.answer(200, session(token));
        });
    client.sessions.login("first");
    DATA.away(false);
  }

  @Test
  void aDatabaseThatIsAwayIsNotAMissingLogin() {
    DATA.away(true);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(client.sessions::token)
          .hasMessageContaining("the database cannot be used");
    }
    assertThat(client.state.now().kind()).isEqualTo(BrokerState.Kind.UNKNOWN);
    assertThat(client.sessions.status().state()).isEqualTo("unknown");
  }

  @Test
  void aReadingThatBeganBeforeALoginDoesNotUndoIt() throws Exception {
    // given a database whose first answer arrives after a login
    AtomicReference<Callable<?>> meanwhile = new AtomicReference<>();
    BrokerDatabase slow =
        new BrokerDatabase(DATA, client.state) {
          @Override
          <T> T call(Work<T> work) throws CandleSourceException {
            T answer = super.call(work);
            Callable<?> first = meanwhile.getAndSet(null);
            if (first != null) {
              try {
                first.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
            return answer;
          }
        };
    BrokerSessions sessions =
        new BrokerSessions(
            slow, client.calls, client.state, client.clock, Generation.LEGACY, client.config);
    client.broker.then(200, session("t1"));
    meanwhile.set(() -> sessions.login("code"));

    // when
    SessionStatus status = sessions.status();

    // then
    assertThat(status.state()).isEqualTo("valid");
    assertThat(sessions.validUntil()).isPresent();
    slow.close();
  }
}
