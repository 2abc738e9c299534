package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.Session;
import dev.baton.category.Generation;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Mode;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract file, and the watch before the open. */
class InstrumentDirectoryTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final Symbol TCS = Symbol.of("TCS");

  private final BrokerClient client =
      new BrokerClient(DATA, Generation.LEGACY, Map.of("attempts", "1"));

  @AfterEach
  void clear() {
    client.close();
    DATA.clear();
  }

  private static String file(int id) {
    return "[{\"exchange\":\"NSEEQ\",\"tradingSymbol\":\"TCS-EQ\",\"instrumentId\":%d}]"
        .formatted(id);
  }

  private MorningWatch watch(Mode mode) {
    return new MorningWatch(
        client.sessions,
        client.instruments,
        client.universe(mode, "TCS"),
        client.calendar,
        client.clock,
        Declaration.everywhere(mode));
  }

  @Test
  void theFileIsReadOnceADate() throws Exception {
    client.broker.then(200, file(1)).then(200, file(2));
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
    client.clock.now = client.clock.now.plus(Duration.ofDays(1));
    assertThat(client.instruments.require(TCS)).isEqualTo("2");
    assertThat(client.broker.requests).hasSize(2);
  }

  @Test
  void anOlderFileIsUsedIfTheDatesOwnCannotBeReadAndTheBrokerIsNotCalledAgain() throws Exception {
    client.broker.then(200, file(1)).then(500, "");
    client.instruments.require(TCS);
    client.clock.now = client.clock.now.plus(Duration.ofDays(1));
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
    client.instruments.refresh();
    assertThat(client.broker.requests).hasSize(2);
  }

  @Test
  void withoutAnyFileNothingCanBeFetched() throws Exception {
    client.broker.then(500, "").then(200, file(1));
    assertThatThrownBy(() -> client.instruments.require(TCS))
        .isInstanceOf(CandleSourceException.class);
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
  }

  @Test
  void theFileIsReadBeforeTheOpenOfASession() throws Exception {
    client.broker.then(200, file(1));
    at("2026-06-10T08:14:59");
    watch(Mode.LIVE).check();
    at("2026-06-13T09:00:00");
    watch(Mode.LIVE).check();
    at("2026-06-10T08:15:00");
    watch(Mode.OFF).check();
    assertThat(client.broker.requests).isEmpty();
    watch(Mode.LIVE).check();
    assertThat(client.broker.requests).hasSize(1);
    assertThat(client.instruments.require(TCS)).isEqualTo("1");
    assertThat(client.broker.requests).hasSize(1);
  }

  private void at(String local) {
    client.clock.now = LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  @Test
  void aMissingLoginIsReportedOnceADateBeforeTheOpen() throws Exception {
    // given yesterday's session
    client
        .broker
        .then(200, BrokerSessionsTest.session("t1"))
        .then(200, BrokerSessionsTest.session("t2"));
    client.sessions.login("code");
    MorningWatch watch = watch(Mode.LIVE);
    Session wednesday = client.calendar.get().require(LocalDate.of(2026, 6, 10));
    Session thursday = client.calendar.get().require(LocalDate.of(2026, 6, 11));

    // then
    assertThat(watch.loginWarning(wednesday)).isEmpty();
    at("2026-06-11T08:30:00");
    assertThat(watch.loginWarning(thursday))
        .hasValueSatisfying(warning -> assertThat(warning).contains("2026-06-11T09:15"));
    assertThat(watch.loginWarning(thursday)).isEmpty();

    // when
    client.sessions.login("next");

    // then
    assertThat(watch(Mode.LIVE).loginWarning(thursday)).isEmpty();
  }

  @Test
  void gaugesShowTheStateAndTheSession() throws Exception {
    // given
    new BrokerBeans()
        .register(
            new StartupEvent(),
            client.metrics,
            client.state,
            client.sessions,
            client.universe(Mode.LIVE, "TCS"),
            Generation.LEGACY);
    assertThat(state("unknown")).isEqualTo(1);
    assertThat(valid()).isZero();

    // when
    client.broker.then(200, BrokerSessionsTest.session("t1"));
    client.sessions.login("code");

    // then
    assertThat(state("unknown")).isZero();
    assertThat(state("connected")).isEqualTo(1);
    assertThat(valid()).isEqualTo(1);

    // when
    client.clock.now = client.clock.now.plus(Duration.ofDays(1));

    // then
    assertThat(valid()).isZero();
  }

  private double state(String label) {
    return client.metrics.get("baton_broker_state").tag("state", label).gauge().value();
  }

  private double valid() {
    return client.metrics.get("baton_session_valid").gauge().value();
  }
}
