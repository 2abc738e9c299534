package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleSourceException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLedgerTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final CallEnd OK =
      new CallEnd(CallEnd.State.OK, "ok", Optional.of(200), Duration.ofMillis(12), 70, 1);

  private final BrokerClient client = new BrokerClient(DATA);

  @AfterEach
  void clear() {
    client.close();
    DATA.clear();
  }

  private static String rows() {
    return String.join(
        ", ",
        DATA.texts(
            "select state || ' ' || outcome || ' ' || candles || ' ' || rejected_candles from broker_call order by id"));
  }

  @Test
  void anEndThatCannotBeWrittenIsWrittenBeforeTheNextIntent() throws Exception {
    // given
    long ended = client.ledger.intend(CallEntry.contracts());
    long unsent = client.ledger.intend(CallEntry.contracts());

    // when
    DATA.away(true);
    client.ledger.complete(ended, OK);
    client.ledger.withdraw(unsent);
    assertThatThrownBy(() -> client.ledger.intend(CallEntry.contracts()))
        .isInstanceOf(CandleSourceException.class);
    DATA.away(false);

    // then
    assertThat(rows()).isEqualTo("intent  0 0, intent  0 0");
    client.ledger.intend(CallEntry.contracts());
    assertThat(rows()).isEqualTo("ok ok 70 1, intent  0 0");
  }

  @Test
  void anEarlierProcessesIntentsAreUnknownAndItsOwnAreNot() throws Exception {
    client.ledger.intend(CallEntry.contracts());
    try (BrokerClient next = new BrokerClient(DATA)) {
      long own = next.ledger.intend(CallEntry.contracts());
      assertThat(next.ledger.settleUnknown()).isEqualTo(1);
      next.ledger.complete(own, OK);
    }
    assertThat(rows()).isEqualTo("unknown crashed 0 0, ok ok 70 1");
  }
}
